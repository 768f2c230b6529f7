import { stageNames } from '../stacks/stage-names';
import { tagNames } from '../stacks/tag-names';
import type { Holdings } from './holdings';
import { type Judgement, keep } from './judgement';
import { decideLogGroup } from './log-retention';
import type { Need } from './need';
import type {
  FunctionSettings,
  Standing,
  StandingFunction,
  StandingPolicy,
  StandingRole,
  Tags,
} from './standing';
import type { Resource, Verdict } from './verdict';

/** What the decision is made from. */
export interface RetentionInput {
  readonly stage: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Only what belongs to this workflow is decided about; everything where it is left out. */
  readonly workflow?: string | undefined;
  readonly standing: Standing;
  readonly held: Holdings;
  /** What machines that stand, and executions that are open or can be redriven, can need. */
  readonly needs: readonly Need[];
  /** Workflows of which the needs cannot be known for now, and why: everything of theirs stays. */
  readonly unsettled: ReadonlyMap<string, string>;
}

/** IAM may still be making a role that has no policy yet; one that is older is what a killed `prune` left. */
const longestWithoutPolicy = 60 * 60 * 1000;

const nothingNeedsIt: Judgement = {
  verdict: 'delete',
  why: 'no stack holds it, and no run that is open or can be redriven needs it',
};

/**
 * What of a stage must stay and what nothing can need any more, with the reason of each.
 *
 * Whatever a stack holds stays, and whatever a need names, and what these are made of: a function with the roles and log
 * groups of all versions that stay, a role with its managed policies. What is not surely of the stage, the region and a
 * workflow stays too. Fewer needs never make fewer deletions, and once all deletions are done there are none left.
 *
 * @returns a verdict for each thing that stands; versions of a function that goes are left out, since they go with it
 */
export function decideRetention(input: RetentionInput): readonly Verdict[] {
  const functions = input.standing.functions.map((handler) => decideFunction(handler, input));
  const users = usersOf(functions);
  const roles = input.standing.roles.map((role) => ({
    role,
    workflow: ownerOf(role.tags, input.held.roles.get(role.name), input),
    ...decideRole(role, users, input),
  }));
  const keptRoles = new Map(roles.filter(isKept).map(({ role, why }) => [role.name, why]));
  const workflowsOfRoles = new Map(roles.map(({ role, workflow }) => [role.name, workflow]));
  const verdicts: readonly Verdict[] = [
    ...functions.flatMap(({ verdicts }) => verdicts),
    ...roles.map(({ role, workflow, ...judgement }) => verdict('role', role.name, workflow, judgement)),
    ...input.standing.policies.map((policy) => {
      const [workflow] = (policy.roles ?? []).map((name) => workflowsOfRoles.get(name));
      return verdict(
        'policy',
        policy.arn,
        workflow,
        decidePolicy(policy, keptRoles, workflowsOfRoles, input),
      );
    }),
    ...input.standing.logGroups.map((group) => {
      const workflow = ownerOf(group.tags, input.held.logGroups.get(group.name), input);
      const judgement =
        heldBy(input.held.logGroups.get(group.name)) ??
        neededBy(input.needs, ({ logGroups }) => logGroups.has(group.name), 'write to it') ??
        usedBy(users.logGroups.get(group.name), 'writes to it') ??
        usedBy(users.anyLogGroup.get(workflow), 'may write to it') ??
        reasonToKeep(group.tags, workflow, input) ??
        decideLogGroup(group, input.now);
      return verdict('logGroup', group.name, workflow, judgement);
    }),
  ];
  return input.workflow === undefined
    ? verdicts
    : verdicts.filter(({ resource }) => resource.workflow === input.workflow);
}

/** A function with the verdicts of it and its versions, and what of it stays. */
interface DecidedFunction {
  readonly verdicts: readonly Verdict[];
  /** What the function and its versions that stay run with, how each is called, and whose it is. */
  readonly kept: readonly (FunctionSettings & {
    readonly user: string;
    readonly workflow: string | undefined;
  })[];
}

function decideFunction(handler: StandingFunction, input: RetentionInput): DecidedFunction {
  const { name, arn, tags, latest, versions } = handler;
  const stack = input.held.functions.get(name);
  const workflow = ownerOf(tags, stack, input);
  const needed = (version?: string) =>
    neededBy(
      input.needs,
      ({ functions }) => {
        const called = functions.get(name);
        return called === 'all' || (version !== undefined && called?.has(version) === true);
      },
      'call it',
    );
  const judged = versions.map((version) => ({
    ...version,
    id: `${arn}:${version.version}`,
    judgement:
      heldBy(input.held.versions.get(`${arn}:${version.version}`)) ??
      needed(version.version) ??
      reasonToKeep(stack === undefined ? tags : ownTags(input.stage, workflow), workflow, input) ??
      nothingNeedsIt,
  }));
  const keptVersions = judged.filter(({ judgement }) => isKept(judgement));
  const [keptVersion] = keptVersions;
  const judgement =
    heldBy(stack) ??
    needed() ??
    (keptVersion && keep(`its version ${keptVersion.version} stays: ${keptVersion.judgement.why}`)) ??
    reasonToKeep(tags, workflow, input) ??
    nothingNeedsIt;
  if (!isKept(judgement)) return { verdicts: [verdict('function', name, workflow, judgement)], kept: [] };
  return {
    verdicts: [
      verdict('function', name, workflow, judgement),
      ...judged.map((version) => verdict('version', version.id, workflow, version.judgement)),
    ],
    kept: [
      { ...latest, workflow, user: `the function ${name}` },
      ...keptVersions.map(({ role, logGroup, version }) => ({
        role,
        logGroup,
        workflow,
        user: `version ${version} of the function ${name}`,
      })),
    ],
  };
}

/** Who of what stays acts in a role and writes to a log group. */
interface Users {
  /** By the role's ARN. */
  readonly roles: ReadonlyMap<string, string>;
  /** By name. */
  readonly logGroups: ReadonlyMap<string, string>;
  /** By workflow: those of which nobody says where they write to. */
  readonly anyLogGroup: ReadonlyMap<string | undefined, string>;
}

function usersOf(functions: readonly DecidedFunction[]): Users {
  const kept = functions.flatMap((decided) => decided.kept);
  return {
    roles: new Map(kept.map(({ role, user }) => [role, user])),
    logGroups: new Map(
      kept.flatMap(({ logGroup, user }) => (logGroup === undefined ? [] : [[logGroup, user]])),
    ),
    anyLogGroup: new Map(
      kept.flatMap(({ logGroup, workflow, user }) => (logGroup === undefined ? [[workflow, user]] : [])),
    ),
  };
}

function decideRole(role: StandingRole, users: Users, input: RetentionInput): Judgement {
  return (
    heldBy(input.held.roles.get(role.name)) ??
    neededBy(input.needs, (need) => need.role === role.arn, 'act in it') ??
    usedBy(users.roles.get(role.arn), 'acts in it') ??
    reasonToKeep(role.tags, ownerOf(role.tags, undefined, input), input) ??
    (isLeftover(role, input.now) ? undefined : elsewhere(role.regions, input.region)) ??
    nothingNeedsIt
  );
}

/** Whether a role can do nothing, since `prune` was killed between taking its policies and deleting it. */
function isLeftover({ policies, createdAt }: StandingRole, now: number): boolean {
  return policies === 0 && now - createdAt > longestWithoutPolicy;
}

function decidePolicy(
  policy: StandingPolicy,
  keptRoles: ReadonlyMap<string, string>,
  knownRoles: ReadonlyMap<string, unknown>,
  input: RetentionInput,
): Judgement {
  const held = heldBy(input.held.policies.get(policy.arn));
  if (held !== undefined) return held;
  const { roles = [], othersHaveIt, regions } = policy;
  const stays = roles.find((name) => keptRoles.has(name) || !knownRoles.has(name));
  if (stays !== undefined) return keep(`the role ${stays}, which stays, has it`);
  if (othersHaveIt) return keep('users or groups have it');
  return elsewhere(regions, input.region) ?? nothingNeedsIt;
}

/** Whether IAM's things belong to another region, where the stage may be deployed too. */
function elsewhere(regions: readonly string[] | undefined, region: string): Judgement | undefined {
  if (regions === undefined || regions.length === 0)
    return keep('nothing in it says which region it belongs to');
  const other = regions.find((named) => named !== region);
  return other === undefined ? undefined : keep(`it belongs to the region ${other}`);
}

function heldBy(stack: string | undefined): Judgement | undefined {
  return stack === undefined ? undefined : { ...keep(`the stack ${stack} holds it`), held: true };
}

function neededBy(
  needs: readonly Need[],
  names: (need: Need) => boolean,
  how: string,
): Judgement | undefined {
  const need = needs.find(names);
  return need === undefined ? undefined : keep(`${need.who} can ${how}`);
}

function usedBy(user: string | undefined, how: string): Judgement | undefined {
  return user === undefined ? undefined : keep(`${user}, which stays, ${how}`);
}

/** What speaks against touching something, whoever needs it. */
function reasonToKeep(
  tags: Tags,
  workflow: string | undefined,
  { stage, unsettled }: RetentionInput,
): Judgement | undefined {
  if (tags?.[tagNames.stage] !== stage || workflow === undefined) {
    return keep(`it has not the tags of a workflow of stage ${stage}`);
  }
  const unknown = unsettled.get(workflow);
  return unknown === undefined ? undefined : keep(unknown);
}

/** The workflow that something belongs to: by its tags, or by the stack that holds it. */
function ownerOf(tags: Tags, stack: string | undefined, { stage }: RetentionInput): string | undefined {
  const prefix = stageNames(stage).stateMachinePrefix;
  return (
    tags?.[tagNames.workflow] ?? (stack?.startsWith(prefix) === true ? stack.slice(prefix.length) : undefined)
  );
}

/** The tags that whatever stands in a workflow's stack has. */
function ownTags(stage: string, workflow: string | undefined): Tags {
  return workflow === undefined ? undefined : { [tagNames.stage]: stage, [tagNames.workflow]: workflow };
}

function isKept({ verdict: given }: { readonly verdict: 'keep' | 'delete' }): boolean {
  return given === 'keep';
}

function verdict(
  kind: Resource['kind'],
  id: string,
  workflow: string | undefined,
  { verdict: given, why, held }: Judgement,
): Verdict {
  return { resource: { kind, id, workflow }, verdict: given, why, held: held === true };
}
