import type { Stack as DescribedStack } from '@aws-sdk/client-cloudformation';
import { ServiceRefusedError } from '../service-refused-error';
import type { Stack, StacksService } from '../services';
import { answered, collected } from './answered';
import { type ClientSettings, patient } from './client-settings';

/** CloudFormation through the SDK, which is loaded only here. */
export async function openStacks(settings: ClientSettings): Promise<StacksService> {
  const sdk = await import('@aws-sdk/client-cloudformation');
  const client = new sdk.CloudFormationClient({ ...patient, ...settings });
  return {
    list: async (prefix) => {
      const stacks = await collected(
        'CloudFormation DescribeStacks',
        sdk.paginateDescribeStacks({ client }, {}),
        (page) => page.Stacks,
      );
      return stacks
        .filter(({ StackName, ParentId }) => StackName?.startsWith(prefix) === true && ParentId === undefined)
        .map(stackFrom)
        .filter(({ status }) => status !== 'DELETE_COMPLETE');
    },
    describe: async (nameOrId) => {
      const answer = answered(
        'CloudFormation DescribeStacks',
        client.send(new sdk.DescribeStacksCommand({ StackName: nameOrId })),
      );
      try {
        const [stack] = (await answer).Stacks ?? [];
        return stack === undefined ? undefined : stackFrom(stack);
      } catch (error) {
        // "If the stack doesn't exist, a ValidationError is returned" ("DescribeStacks"), as for any other wrong input.
        const isMissing =
          error instanceof ServiceRefusedError &&
          error.isNamed('ValidationError') &&
          error.message.includes('does not exist');
        if (isMissing) return undefined;
        throw error;
      }
    },
    resources: async (stack) => {
      const resources = await collected(
        'CloudFormation ListStackResources',
        sdk.paginateListStackResources({ client }, { StackName: stack }),
        (page) => page.StackResourceSummaries,
      );
      return resources.flatMap(
        ({ ResourceType: type, PhysicalResourceId: physicalId, ResourceStatus: status }) =>
          type === undefined || !physicalId || status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED'
            ? []
            : [{ stack, type, physicalId }],
      );
    },
    lastEventAt: async (stack) => {
      const { StackEvents = [] } = await answered(
        'CloudFormation DescribeStackEvents',
        client.send(new sdk.DescribeStackEventsCommand({ StackName: stack })),
      );
      // "Returns all stack related events for a specified stack in reverse chronological order."
      return StackEvents[0]?.Timestamp?.getTime();
    },
    delete: async (stack) => {
      await answered(
        'CloudFormation DeleteStack',
        client.send(new sdk.DeleteStackCommand({ StackName: stack })),
      );
    },
    failures: async (stackId) => {
      const { StackEvents = [] } = await answered(
        'CloudFormation DescribeStackEvents',
        client.send(new sdk.DescribeStackEventsCommand({ StackName: stackId })),
      );
      return StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED').map(
        ({ LogicalResourceId, ResourceStatusReason }) =>
          `${LogicalResourceId}: ${ResourceStatusReason ?? 'no reason given'}`,
      );
    },
  };
}

function stackFrom(stack: DescribedStack): Stack {
  return {
    id: stack.StackId ?? '',
    name: stack.StackName ?? '',
    status: stack.StackStatus ?? '',
    terminationProtected: stack.EnableTerminationProtection === true,
    changedAt: (stack.LastUpdatedTime ?? stack.CreationTime)?.getTime() ?? 0,
  };
}
