import { stageNames, workflowResourceName } from '../stacks/stage-names';
import { tagNames } from '../stacks/tag-names';
import type { RetentionInput } from './decide-retention';
import { type Holdings, holdingsOf } from './holdings';
import { lookAtStanding } from './look-at-standing';
import type { Need } from './need';
import { needsOfWorkflow } from './needs-of-workflow';
import type { StageServices } from './services';
import { sideBySide } from './side-by-side';
import { restingStacks, unsettledBecause } from './stage-stacks';
import type { Standing, Tags } from './standing';

/** Where to look, and for what. */
export interface Look {
  readonly stage: string;
  /** Only this one; all of the stage where it is left out. */
  readonly workflow?: string | undefined;
  /**
   * For how long after a deploy nothing of a workflow is touched, in milliseconds: lists of executions are "eventually
   * consistent" ("ListExecutions").
   */
  readonly settle: number;
  /** True to see the workflow as it will be when its stack is deleted and its runs have ended. */
  readonly asIfDestroyed?: boolean;
  readonly now: () => number;
  readonly services: StageServices;
}

/**
 * Looks at all that stands in a stage, at what its stacks hold, and at what its machines and executions need, in this
 * order. A deploy that goes on meanwhile is then harmless: what it makes was not seen as standing, or is held by its
 * stack, or the stack is seen to be changing; and an execution that begins after the look at the stacks begins with
 * what they hold.
 *
 * @throws DeployUnderWayError when a stack is changing
 * @throws ServiceRefusedError when AWS does not answer
 */
export async function lookAtStage(look: Look): Promise<RetentionInput> {
  const { stage, workflow, services, asIfDestroyed = false } = look;
  const listed = await lookAtStanding(stage, services);
  const gone = asIfDestroyed && workflow !== undefined ? workflowResourceName(stage, workflow) : undefined;
  const stacks = (await restingStacks(services.stacks, stage, workflow)).filter(({ name }) => name !== gone);
  const held = holdingsOf((await sideBySide(stacks, ({ name }) => services.stacks.resources(name))).flat());
  const standing = await listed.withDetails(held);

  const unsettled = new Map<string, string>();
  const needs: Need[] = [];
  const account = anyArn(standing);
  const workflows = workflowsToAskAbout(standing, held, stage).filter(
    (name) => workflow === undefined || name === workflow,
  );
  for (const name of asIfDestroyed ? [] : workflows) {
    if (account === undefined) break;
    const stack = stacks.find((candidate) => candidate.name === workflowResourceName(stage, name));
    const reason = stack && (await unsettledBecause(stack, services.stacks, look.now(), look.settle));
    if (reason !== undefined) {
      unsettled.set(name, reason);
      continue;
    }
    const found = await needsOfWorkflow({ stage, workflow: name, account, now: look.now(), services });
    needs.push(...found.needs);
    if (found.unknown !== undefined) unsettled.set(name, found.unknown);
  }
  return { stage, region: services.region, now: look.now(), workflow, standing, held, needs, unsettled };
}

/** The workflows of which something stands that no stack holds: of the others nothing can go. */
function workflowsToAskAbout(standing: Standing, held: Holdings, stage: string): readonly string[] {
  const prefix = stageNames(stage).stateMachinePrefix;
  const workflows = new Set<string>();
  const add = (tags: Tags) => {
    const workflow = tags?.[tagNames.stage] === stage ? tags[tagNames.workflow] : undefined;
    if (workflow !== undefined) workflows.add(workflow);
  };
  for (const { name, arn, tags, versions } of standing.functions) {
    const stack = held.functions.get(name);
    if (stack === undefined) add(tags);
    else if (versions.some(({ version }) => !held.versions.has(`${arn}:${version}`))) {
      workflows.add(stack.slice(prefix.length));
    }
  }
  for (const { name, tags } of standing.roles) if (!held.roles.has(name)) add(tags);
  for (const { name, tags } of standing.logGroups) if (!held.logGroups.has(name)) add(tags);
  return [...workflows].sort();
}

/** What an ARN of the account begins with. */
export interface Account {
  readonly partition: string;
  readonly account: string;
}

/** The account, by what stands in it; undefined where nothing does. */
function anyArn({ functions, roles, policies }: Standing): Account | undefined {
  const arn = functions[0]?.arn ?? roles[0]?.arn ?? policies[0]?.arn;
  const [, partition, , , account] = arn?.split(':') ?? [];
  return partition === undefined || account === undefined ? undefined : { partition, account };
}
