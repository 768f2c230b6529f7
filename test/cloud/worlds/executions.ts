import {
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  ListStateMachinesCommand,
} from '@aws-sdk/client-sfn';
import type { Clients } from './clients';
import { named } from './world';

/** An execution of one of the project's workflows. */
export interface WorkflowExecution {
  readonly arn: string;
  readonly name: string;
  readonly workflow: string;
  readonly status: string;
  readonly redriveCount: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** All executions of all workflows: workflow by workflow, the oldest first. */
export async function executionsOf({ states }: Clients): Promise<WorkflowExecution[]> {
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  const lists = await Promise.all(
    stateMachines.map(async ({ stateMachineArn, name = '' }) => {
      const { executions = [] } = await states.send(
        new ListExecutionsCommand({ stateMachineArn, maxResults: 1000 }),
      );
      return executions.reverse().map((execution) => ({
        arn: execution.executionArn ?? '',
        name: execution.name ?? '',
        workflow: name.slice(named('').length),
        status: execution.status ?? '',
        redriveCount: execution.redriveCount ?? 0,
        startedAt: execution.startDate?.getTime() ?? 0,
      }));
    }),
  );
  return lists
    .flat()
    .sort((one, other) => one.workflow.localeCompare(other.workflow) || one.startedAt - other.startedAt);
}

/** The whole history of an execution. */
export async function historyOf({ states }: Clients, executionArn: string): Promise<HistoryEvent[]> {
  const history: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await states.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, nextToken }),
    );
    history.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return history;
}

/** The last event of an execution's history so far. */
export async function lastEventOf({ states }: Clients, executionArn: string): Promise<string | undefined> {
  const { events } = await states.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1, reverseOrder: true }),
  );
  return events?.[0]?.type;
}
