import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn';
import { executionName, isRunStatus } from '../../lib/records/run-item';
import type { PlacedStatus } from './decide-run-status';
import { workflowOf } from './execution-status';

/**
 * What an execution is now.
 *
 * @returns undefined when there is no such execution, or no longer, or it is of no workflow
 */
export async function describeExecution(
  client: SFNClient,
  execution: string,
): Promise<PlacedStatus | undefined> {
  const workflow = workflowOf(execution);
  if (workflow === undefined) return undefined;
  try {
    const described = await client.send(new DescribeExecutionCommand({ executionArn: execution }));
    if (!isRunStatus(described.status))
      throw new Error(`The status ${described.status} of ${execution} is unknown.`);
    return {
      execution,
      workflow,
      executionName: executionName(execution),
      status: described.status,
      redriveCount: described.redriveCount ?? 0,
      stoppedAt: described.stopDate?.toISOString(),
      error: described.error,
    };
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}
