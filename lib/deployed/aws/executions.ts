import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import type { UnfinishedExecution, UnfinishedStatus } from '../execution';
import type { Revision } from '../need';
import type { ExecutionsService } from '../services';
import { answered, collected, unlessMissing } from './answered';
import { type ClientSettings, patient } from './client-settings';

/** Step Functions through the SDK, which is loaded only here. */
export async function openExecutions(settings: ClientSettings): Promise<ExecutionsService> {
  const sdk = await import('@aws-sdk/client-sfn');
  const client = new sdk.SFNClient({ ...patient, ...settings });
  return {
    machine: async (arn) => {
      const answer = await unlessMissing(
        answered(
          'Step Functions DescribeStateMachine',
          client.send(new sdk.DescribeStateMachineCommand({ stateMachineArn: arn })),
        ),
        ['StateMachineDoesNotExist'],
        undefined,
      );
      return (
        answer && {
          ...revisionFrom(answer),
          revisionId: answer.revisionId,
          deleting: answer.status === 'DELETING',
          createdAt: answer.creationDate?.getTime() ?? 0,
        }
      );
    },
    list: async (machine, status) => {
      const executions = await unlessMissing(
        collected(
          'Step Functions ListExecutions',
          sdk.paginateListExecutions(
            { client, pageSize: 1000 },
            { stateMachineArn: machine, statusFilter: status },
          ),
          (page) => page.executions,
        ),
        ['StateMachineDoesNotExist'],
        [],
      );
      return executions.map(
        ({ executionArn = '', startDate, stopDate, stateMachineVersionArn }): UnfinishedExecution => ({
          arn: executionArn,
          status: status satisfies UnfinishedStatus,
          startedAt: startDate?.getTime() ?? 0,
          stoppedAt: status === 'RUNNING' ? undefined : stopDate?.getTime(),
          machineVersion: stateMachineVersionArn,
        }),
      );
    },
    revisionOf: async (execution) => {
      const answer = await unlessMissing(
        answered(
          'Step Functions DescribeStateMachineForExecution',
          client.send(new sdk.DescribeStateMachineForExecutionCommand({ executionArn: execution })),
        ),
        ['ExecutionDoesNotExist'],
        undefined,
      );
      return (
        answer && {
          ...revisionFrom(answer),
          revisionId: answer.revisionId,
          updatedAt: answer.updateDate?.getTime() ?? 0,
        }
      );
    },
    canBeRedriven: async (execution) => {
      const answer = await unlessMissing(
        answered(
          'Step Functions DescribeExecution',
          client.send(new sdk.DescribeExecutionCommand({ executionArn: execution })),
        ),
        ['ExecutionDoesNotExist'],
        undefined,
      );
      if (answer === undefined || answer.status === 'SUCCEEDED') return false;
      // One that was redriven meanwhile runs, and cannot be redriven. An emulator may not know the field.
      return answer.status === 'RUNNING' || answer.redriveStatus !== 'NOT_REDRIVABLE';
    },
    stop: async (execution, error, cause) => {
      await unlessMissing(
        answered(
          'Step Functions StopExecution',
          client.send(new sdk.StopExecutionCommand({ executionArn: execution, error, cause })),
        ),
        ['ExecutionDoesNotExist'],
        undefined,
      );
    },
  };
}

/** What both descriptions of a machine have. */
interface DescribedMachine {
  readonly definition?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly loggingConfiguration?: LoggingConfiguration | undefined;
}

function revisionFrom({ definition = '', roleArn = '', loggingConfiguration }: DescribedMachine): Revision {
  return {
    definition,
    roleArn,
    logGroupArns: (loggingConfiguration?.destinations ?? []).flatMap(
      ({ cloudWatchLogsLogGroup }) => cloudWatchLogsLogGroup?.logGroupArn ?? [],
    ),
  };
}
