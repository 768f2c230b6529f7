import type { AttributeMap } from '../../lib/records/attribute-value';
import { optionalString } from '../../lib/records/attributes';
import { executionName, type Run, runFromItem } from '../../lib/records/run-item';
import { runsOfStatus } from '../../lib/records/run-queries';
import type { QueryRequest } from '../../lib/records/table-call';
import type { PlacedStatus } from '../run-status/decide-run-status';
import { type Surroundings, writeRunStatus } from '../run-status/write-run-status';

/** One page of a query. */
export interface Page {
  readonly items: readonly AttributeMap[];
  readonly next: AttributeMap | undefined;
}

/** An execution that runs. */
export interface RunningExecution {
  readonly name: string;
  readonly redriveCount: number;
}

/** A workflow of the stage. */
export interface DeployedWorkflow {
  readonly name: string;
  /** Pages of all its executions that run. The list may be some seconds old ("ListExecutions": eventually consistent). */
  running(): AsyncIterable<readonly RunningExecution[]>;
}

/** What the shell gives to the sweep. */
export interface SweepSurroundings extends Surroundings {
  /** The workflows of the stage that are deployed. */
  workflows(): AsyncIterable<DeployedWorkflow>;
  query(request: QueryRequest): Promise<Page>;
  /** What an execution is now; undefined when there is no such execution any more. */
  describe(execution: string): Promise<PlacedStatus | undefined>;
  /** How long the sweep may go on, in milliseconds. */
  remaining(): number;
  /** Tells of a run, or of all executions of a workflow, that could not be looked at. */
  report(subject: string, error: unknown): void;
}

/** What a sweep came to. */
export interface SweepReport {
  readonly workflows: number;
  /** Runs that were looked at. */
  readonly looked: number;
  /** Of these, runs that were asked about one by one, since they are not among the executions that run. */
  readonly asked: number;
  /** Runs whose status was wrong and is right now. */
  readonly corrected: number;
  /** Of these, runs whose executions are no more. */
  readonly gone: number;
  /** Runs that could not be looked at, and workflows whose executions could not be listed. */
  readonly failed: number;
  /** False when the time was up before all runs were looked at; the next night goes on. */
  readonly complete: boolean;
}

/** A run that began less than an hour ago is left alone: its events may be under way. */
const youngest = 60 * 60 * 1000;
/** What one look, or one page, may take; with less time left the sweep stops. */
const reserve = 20_000;
/** Runs that one query gives. */
const pageSize = 1000;
/**
 * Runs asked about side by side: DescribeExecution is throttled by account, at 15 a second ("Service quotas for Step
 * Functions"). ListExecutions tells of 1,000 a call, at 5 calls a second.
 */
const askedTogether = 8;

/** The error of a run whose execution cannot be asked about any more. */
export const executionNotFound = 'CodedActions.ExecutionNotFound';

/** The time is up. */
class TimeUp extends Error {}

/**
 * Looks at every run that is said to be running since more than an hour, and writes what its execution has become: the
 * event that should have said so can be lost. A run whose execution is listed among those that run is right; only of
 * the others it is asked one by one, so that a million that wait take minutes.
 */
export async function sweepRuns(around: SweepSurroundings): Promise<SweepReport> {
  const counts: Counts = { workflows: 0, looked: 0, asked: 0, corrected: 0, gone: 0, failed: 0 };
  try {
    for await (const workflow of around.workflows()) {
      counts.workflows++;
      await sweepWorkflow(workflow, counts, around);
    }
    return { ...counts, complete: true };
  } catch (error) {
    if (!(error instanceof TimeUp)) throw error;
    return { ...counts, complete: false };
  }
}

type Counts = { -readonly [Name in Exclude<keyof SweepReport, 'complete'>]: number };

async function sweepWorkflow(
  workflow: DeployedWorkflow,
  counts: Counts,
  around: SweepSurroundings,
): Promise<void> {
  let running: ReadonlyMap<string, number> | undefined;
  for await (const runs of oldRunningRuns(workflow.name, around)) {
    if (runs.length === 0) continue;
    running ??= await runningExecutions(workflow, counts, around);
    const known = running;
    const others = runs.filter((run) => !isAmong(known, run));
    counts.looked += runs.length - others.length;
    for (let start = 0; start < others.length; start += askedTogether) {
      goOn(around);
      const looks = await Promise.all(
        others.slice(start, start + askedTogether).map((run) => lookAt(run, around)),
      );
      counts.looked += looks.length;
      counts.asked += looks.length;
      counts.corrected += looks.filter((look) => look === 'corrected' || look === 'gone').length;
      counts.gone += looks.filter((look) => look === 'gone').length;
      counts.failed += looks.filter((look) => look === 'failed').length;
    }
  }
}

/** @throws TimeUp */
function goOn(around: SweepSurroundings): void {
  if (around.remaining() < reserve) throw new TimeUp();
}

/** How often each execution that runs has been redriven, by its name; nothing where they cannot be listed. */
async function runningExecutions(
  workflow: DeployedWorkflow,
  counts: Counts,
  around: SweepSurroundings,
): Promise<ReadonlyMap<string, number>> {
  const running = new Map<string, number>();
  try {
    for await (const page of workflow.running()) {
      for (const { name, redriveCount } of page) running.set(name, redriveCount);
      goOn(around);
    }
  } catch (error) {
    if (error instanceof TimeUp) throw error;
    counts.failed++;
    around.report(workflow.name, error);
  }
  return running;
}

/** Whether an item is of a run whose execution runs, on the attempt that the run knows. */
function isAmong(running: ReadonlyMap<string, number>, item: AttributeMap): boolean {
  const execution = optionalString(item, 'execution');
  if (execution === undefined) return false;
  const { redriveCount } = item;
  if (redriveCount === undefined || !('N' in redriveCount)) return false;
  return running.get(executionName(execution)) === Number(redriveCount.N);
}

async function* oldRunningRuns(
  workflow: string,
  around: SweepSurroundings,
): AsyncGenerator<readonly AttributeMap[]> {
  const startedBefore = new Date(around.now() - youngest).toISOString();
  const request = runsOfStatus(around.tableName, workflow, 'RUNNING', { startedBefore, limit: pageSize });
  let next: AttributeMap | undefined;
  do {
    goOn(around);
    const page = await around.query(next === undefined ? request : { ...request, ExclusiveStartKey: next });
    yield page.items;
    next = page.next;
  } while (next !== undefined);
}

/** What looking at one run came to. */
type Look = 'same' | 'corrected' | 'gone' | 'failed';

async function lookAt(item: AttributeMap, around: SweepSurroundings): Promise<Look> {
  try {
    const run = runFromItem(item);
    const described = await around.describe(run.execution);
    if (described?.status === run.status && described.redriveCount === run.redriveCount) return 'same';
    const outcome = await writeRunStatus(described ?? lostStatus(run, around), around);
    if (outcome !== 'written') return 'same';
    return described === undefined ? 'gone' : 'corrected';
  } catch (error) {
    around.report(optionalString(item, 'execution') ?? JSON.stringify(item.pk), error);
    return 'failed';
  }
}

/** An execution is forgotten 90 days after its end, or with its machine: it is no longer running, and nothing else is known. */
function lostStatus(run: Run, around: SweepSurroundings): PlacedStatus {
  return {
    execution: run.execution,
    workflow: run.workflow,
    executionName: executionName(run.execution),
    status: 'ABORTED',
    redriveCount: run.redriveCount,
    stoppedAt: new Date(around.now()).toISOString(),
    error: executionNotFound,
  };
}
