import { stageNames } from '../stacks/stage-names';
import type { Holdings } from './holdings';
import type { ListedFunction, ListedLogGroup, ListedRole, StageServices } from './services';
import { sideBySide } from './side-by-side';
import type { Standing, StandingFunction, StandingLogGroup, StandingPolicy, StandingRole } from './standing';

/** What stands in a stage, by its names. */
export interface ListedStanding {
  /** The same with all that a decision takes: of what a stack holds, that is less. */
  withDetails(held: Holdings): Promise<Standing>;
}

/**
 * Lists what stands in a stage of the kinds that deploys retain. What no stack holds is not found by its stack, and its
 * name is cut, so: roles and managed policies by their path, functions by their role's path, log groups by their names,
 * which CloudWatch has room for. Whether it is ours is said by its tags.
 */
export async function lookAtStanding(stage: string, services: StageServices): Promise<ListedStanding> {
  const { rolePath, stateMachinePrefix } = stageNames(stage);
  const [functions, roles, policies, ...logGroups] = await Promise.all([
    services.functions.list((role) => role.includes(`:role${rolePath}`)),
    services.identity.roles(rolePath),
    services.identity.policies(rolePath),
    services.logs.list(stateMachinePrefix),
    services.logs.list(`/aws/vendedlogs/states/${stateMachinePrefix}`),
  ]);
  return {
    withDetails: async (held) => ({
      functions: await sideBySide(functions, (listed) => functionDetails(listed, held, services)),
      roles: defined(await sideBySide(roles, (listed) => roleDetails(listed, held, services))),
      policies: defined(await sideBySide(policies, (arn) => policyDetails(arn, held, services))),
      logGroups: await sideBySide(logGroups.flat(), (listed) => logGroupDetails(listed, held, services)),
    }),
  };
}

async function functionDetails(
  { name, arn, role, logGroup }: ListedFunction,
  held: Holdings,
  { functions }: StageServices,
): Promise<StandingFunction> {
  const versions = await functions.versions(name);
  const tags = held.functions.has(name) ? undefined : await functions.tags(arn);
  return { name, arn, tags, latest: { role, logGroup }, versions };
}

async function roleDetails(
  listed: ListedRole,
  held: Holdings,
  { identity }: StageServices,
): Promise<StandingRole | undefined> {
  if (held.roles.has(listed.name)) {
    return { ...listed, tags: undefined, policies: undefined, regions: undefined };
  }
  const details = await identity.roleDetails(listed.name);
  return (
    details && {
      ...listed,
      tags: details.tags,
      policies: details.documents.length + details.attached,
      regions: regionsIn(details.documents),
    }
  );
}

async function policyDetails(
  arn: string,
  held: Holdings,
  { identity }: StageServices,
): Promise<StandingPolicy | undefined> {
  if (held.policies.has(arn)) return { arn, roles: undefined, othersHaveIt: false, regions: undefined };
  const details = await identity.policyDetails(arn);
  return (
    details && {
      arn,
      roles: details.roles,
      othersHaveIt: details.othersHaveIt,
      regions: regionsIn([details.document]),
    }
  );
}

async function logGroupDetails(
  { name, arn, retentionDays }: ListedLogGroup,
  held: Holdings,
  { logs }: StageServices,
): Promise<StandingLogGroup> {
  if (held.logGroups.has(name)) return { name, tags: undefined, retentionDays, lastWrittenAt: undefined };
  const [tags, lastWrittenAt] = await Promise.all([logs.tags(arn), logs.lastWrittenAt(name)]);
  return { name, tags, retentionDays, lastWrittenAt };
}

/** The regions of the ARNs in policies: `arn:<partition>:<service>:<region>:<account>:…`. */
function regionsIn(documents: readonly string[]): readonly string[] {
  const regions = documents.flatMap((document) =>
    [...document.matchAll(/arn:[\w-]+:[\w-]+:([\w-]+):\d*:/g)].flatMap(([, region]) => region ?? []),
  );
  return [...new Set(regions)].sort();
}

function defined<Item>(items: readonly (Item | undefined)[]): readonly Item[] {
  return items.filter((item) => item !== undefined);
}
