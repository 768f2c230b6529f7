import { nameOfExecution, type UnfinishedExecution } from './execution';
import { type Need, needOf, type Revision } from './need';
import { sideBySide } from './side-by-side';

/** A revision of a machine, as AWS tells it of an execution. */
export interface ExecutionRevision extends Revision {
  /** When the machine became so, in milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Undefined for a machine that was never updated. */
  readonly revisionId: string | undefined;
}

/** What it takes to know what executions began with. */
export interface RevisionLookup {
  /** What an execution began with; undefined when there is no such execution any more. */
  readonly revisionOf: (execution: string) => Promise<ExecutionRevision | undefined>;
  /** What the machine is now; undefined where it is gone. */
  readonly current?: Revision & { readonly revisionId: string | undefined };
}

/** So many executions are asked about one by one. */
const askedOneByOne = 20;

/**
 * For how long after an update executions may still begin with what was before, in milliseconds: UpdateStateMachine is
 * "eventually consistent", within "a few seconds".
 */
const updateDelay = 60_000;

/**
 * What executions of one machine can need.
 *
 * A workflow may have a hundred thousand executions waiting, and AWS answers a few such questions a second. Executions
 * that began between two deploys began with the same, so of many executions, in the order of their start, those are
 * asked about between which something changed, and, since a change is not there for all at the same moment, all that
 * began within a minute of one.
 */
export async function needsOfExecutions(
  executions: readonly UnfinishedExecution[],
  lookup: RevisionLookup,
): Promise<readonly Need[]> {
  const asked = new Map<UnfinishedExecution, ExecutionRevision | undefined>();
  const ask = (some: readonly UnfinishedExecution[]) =>
    sideBySide(
      some.filter((execution) => !asked.has(execution)),
      async (execution) => void asked.set(execution, await lookup.revisionOf(execution.arn)),
    );

  // A published version never changes: one execution speaks for all that were started by it.
  const byVersion = new Map<string, UnfinishedExecution>();
  const unversioned: UnfinishedExecution[] = [];
  for (const execution of executions) {
    if (execution.machineVersion === undefined) unversioned.push(execution);
    else byVersion.set(execution.machineVersion, execution);
  }
  await ask([...byVersion.values()]);
  if (unversioned.length <= askedOneByOne) await ask(unversioned);
  else await findRevisions(unversioned.sort(byStart), asked, ask, lookup.current);

  return needs(asked);
}

/** Asks about as many as it takes to have seen every revision. */
async function findRevisions(
  ordered: readonly UnfinishedExecution[],
  asked: ReadonlyMap<UnfinishedExecution, ExecutionRevision | undefined>,
  ask: (some: readonly UnfinishedExecution[]) => Promise<unknown>,
  current: RevisionLookup['current'],
): Promise<void> {
  const identities = new Map<UnfinishedExecution, string>();
  const identityAt = (index: number) => {
    const execution = ordered[index];
    if (execution === undefined || !asked.has(execution)) return undefined;
    const identity = identities.get(execution) ?? identityOf(asked.get(execution));
    identities.set(execution, identity);
    return identity;
  };
  const at = (indexes: readonly number[]) => indexes.map((index) => ordered[index]).filter(isDefined);

  await ask(at([0, ordered.length - 1]));
  let known = -1;
  while (known < asked.size) {
    known = asked.size;
    const seen = [...ordered.keys()].filter((index) => identityAt(index) !== undefined);
    const next: number[] = [];
    let runStart = seen[0] ?? 0;
    for (const [position, index] of seen.entries()) {
      const following = seen[position + 1];
      if (following !== undefined && identityAt(following) === identityAt(index)) continue;
      // A run of equals ends here: the change lies before the next that was seen.
      if (following !== undefined && following - index > 1) next.push(Math.floor((index + following) / 2));
      next.push(...indexesWithin(ordered, runStart, index, 'after', runStart));
      const execution = ordered[index];
      const revision = execution && asked.get(execution);
      // Nothing can have come after what the machine is now.
      if (!isCurrent(revision, current))
        next.push(...indexesWithin(ordered, runStart, index, 'before', index));
      runStart = following ?? runStart;
    }
    await ask(at(next));
  }
}

/** The executions of a run that began within a minute after its first, or before its last. */
function indexesWithin(
  ordered: readonly UnfinishedExecution[],
  first: number,
  last: number,
  direction: 'after' | 'before',
  from: number,
): number[] {
  const start = ordered[from]?.startedAt ?? 0;
  const step = direction === 'after' ? 1 : -1;
  const indexes: number[] = [];
  for (let index = from + step; index > first && index < last; index += step) {
    const execution = ordered[index];
    if (execution === undefined || Math.abs(execution.startedAt - start) > updateDelay) break;
    indexes.push(index);
  }
  return indexes;
}

function isCurrent(revision: ExecutionRevision | undefined, current: RevisionLookup['current']): boolean {
  return (
    revision !== undefined &&
    current !== undefined &&
    revision.revisionId === current.revisionId &&
    revision.definition === current.definition &&
    revision.roleArn === current.roleArn
  );
}

/** Two executions with the same began with the same. A rolled-back deploy is another revision with an equal definition. */
function identityOf(revision: ExecutionRevision | undefined): string {
  return revision === undefined ? 'none' : JSON.stringify(revision);
}

function needs(asked: ReadonlyMap<UnfinishedExecution, ExecutionRevision | undefined>): readonly Need[] {
  const groups = new Map<string, { revision: ExecutionRevision; executions: UnfinishedExecution[] }>();
  for (const [execution, revision] of asked) {
    if (revision === undefined) continue;
    const identity = identityOf(revision);
    const group = groups.get(identity) ?? { revision, executions: [] };
    group.executions.push(execution);
    groups.set(identity, group);
  }
  return [...groups.values()].map(({ revision, executions }) => needOf(describe(executions), revision));
}

function describe(executions: readonly UnfinishedExecution[]): string {
  const example = executions.find(({ status }) => status === 'RUNNING') ?? executions[0];
  if (example === undefined) return 'a run';
  const named = `${nameOfExecution(example.arn)} (${example.status})`;
  return executions.length === 1 ? `the run ${named}` : `runs such as ${named}`;
}

function byStart(left: UnfinishedExecution, right: UnfinishedExecution): number {
  return left.startedAt - right.startedAt;
}

function isDefined<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
