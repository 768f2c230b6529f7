import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import {
  paginateListExecutions,
  paginateListStateMachines,
  SFNClient,
  StateMachineDoesNotExist,
} from '@aws-sdk/client-sfn';
import { awsTableClient } from '../run-status/aws-table-client';
import { describeExecution } from '../run-status/describe-execution';
import { ownAttributes, ownMap } from '../run-status/own-attributes';
import { machinePrefix, tableName } from '../run-status/stage-settings';
import { type DeployedWorkflow, type RunningExecution, type SweepReport, sweepRuns } from './sweep-runs';

const dynamodb = new DynamoDBClient();
// Asking about many executions runs into the account's limit, which `adaptive` slows down for.
const stepFunctions = new SFNClient({ retryMode: 'adaptive', maxAttempts: 8 });

/**
 * Sweeps the runs of the stage, once a night.
 *
 * @returns what it came to, which it also logs
 * @throws Error when some runs could not be looked at, after all others were: Lambda then tries again
 */
export async function handler(
  _event: unknown,
  context: { getRemainingTimeInMillis(): number },
): Promise<SweepReport> {
  const report = await sweepRuns({
    tableName: tableName(process.env),
    table: awsTableClient(dynamodb),
    now: Date.now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    workflows: () => deployedWorkflows(machinePrefix(process.env)),
    query: async (request) => {
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(new QueryCommand(request));
      return { items: Items.map(ownMap), next: ownAttributes(LastEvaluatedKey) };
    },
    describe: (execution) => describeExecution(stepFunctions, execution),
    remaining: () => context.getRemainingTimeInMillis(),
    report: (subject, error) => console.error(JSON.stringify({ subject, error: String(error) })),
  });
  console.log(JSON.stringify({ sweep: report }));
  if (report.failed > 0) throw new Error(`${report.failed} looks at runs failed: ${JSON.stringify(report)}`);
  return report;
}

async function* deployedWorkflows(prefix: string): AsyncGenerator<DeployedWorkflow> {
  for await (const page of paginateListStateMachines({ client: stepFunctions, pageSize: 1000 }, {})) {
    for (const { name, stateMachineArn = '' } of page.stateMachines ?? []) {
      if (name?.startsWith(prefix) !== true) continue;
      yield { name: name.slice(prefix.length), running: () => runningExecutions(stateMachineArn) };
    }
  }
}

async function* runningExecutions(stateMachineArn: string): AsyncGenerator<readonly RunningExecution[]> {
  try {
    const all = { stateMachineArn, statusFilter: 'RUNNING' } as const;
    for await (const page of paginateListExecutions({ client: stepFunctions, pageSize: 1000 }, all)) {
      yield (page.executions ?? []).flatMap(({ name, redriveCount = 0 }) =>
        name === undefined ? [] : [{ name, redriveCount }],
      );
    }
  } catch (error) {
    // A machine that was deleted meanwhile runs nothing.
    if (!(error instanceof StateMachineDoesNotExist)) throw error;
  }
}
