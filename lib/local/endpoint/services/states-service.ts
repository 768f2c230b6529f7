import type { LocalStateMachine } from '../../assembly/local-resources';
import type { TemplateObject } from '../../assembly/template';
import { describeExecution } from '../../executions/describe-execution';
import type { LocalStepFunctions } from '../../executions/local-step-functions';
import { ServiceFailure } from '../../service-failure';
import { TaskTokenError } from '../../states';
import { type JsonService, unknownOperation } from '../json-service';

type Operation = (input: TemplateObject, stepFunctions: LocalStepFunctions) => unknown;

/** Step Functions: what a person, the CLI and an action ask of executions. */
export function statesService(stepFunctions: LocalStepFunctions): JsonService {
  return {
    target: 'AWSStepFunctions',
    async call(name, input) {
      const operation = OPERATIONS.get(name);
      if (!operation) throw unknownOperation(name);
      try {
        return await operation(input, stepFunctions);
      } catch (error) {
        if (error instanceof TaskTokenError) throw new ServiceFailure(error.name, error.message);
        throw error;
      }
    },
  };
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['ListStateMachines', (_, { machines }) => ({ stateMachines: machines.map(summarizeMachine) })],
  [
    'DescribeStateMachine',
    ({ stateMachineArn }, sfn) => describeMachine(sfn.machine(String(stateMachineArn))),
  ],
  [
    'DescribeStateMachineForExecution',
    ({ executionArn }, sfn) => describeMachine(sfn.find(String(executionArn)).machine),
  ],
  ['StartExecution', startExecution],
  [
    'DescribeExecution',
    ({ executionArn }, sfn) => inSeconds(describeExecution(sfn.find(String(executionArn)))),
  ],
  ['ListExecutions', listExecutions],
  ['GetExecutionHistory', getExecutionHistory],
  [
    'StopExecution',
    async ({ executionArn, error, cause }, sfn) => {
      const { execution } = sfn.find(String(executionArn));
      execution.stop(optionalText(error), optionalText(cause));
      await execution.outcome;
      return { stopDate: (execution.stopTime ?? 0) / 1000 };
    },
  ],
  [
    'RedriveExecution',
    ({ executionArn }, sfn) => ({ redriveDate: (sfn.redrive(String(executionArn)).redriveDate ?? 0) / 1000 }),
  ],
  [
    'SendTaskSuccess',
    ({ taskToken, output }, { taskTokens }) =>
      void taskTokens.succeed(String(taskToken), parseOutput(output)),
  ],
  [
    'SendTaskFailure',
    ({ taskToken, error, cause }, { taskTokens }) =>
      void taskTokens.fail(String(taskToken), optionalText(error), optionalText(cause)),
  ],
  ['SendTaskHeartbeat', ({ taskToken }, { taskTokens }) => void taskTokens.heartbeat(String(taskToken))],
]);

function startExecution({ stateMachineArn, input, name }: TemplateObject, sfn: LocalStepFunctions): unknown {
  const { execution } = sfn.start({
    stateMachineArn: String(stateMachineArn),
    ...(typeof input === 'string' ? { input } : {}),
    ...(typeof name === 'string' ? { name } : {}),
  });
  return { executionArn: execution.arn, startDate: execution.startTime / 1000 };
}

function listExecutions(input: TemplateObject, sfn: LocalStepFunctions): unknown {
  const { stateMachineArn, statusFilter } = input;
  const executions = sfn
    .list(optionalText(stateMachineArn))
    .filter(({ execution }) => statusFilter === undefined || execution.status === statusFilter);
  const { items, nextToken } = page(executions, input, 100);
  return {
    executions: items.map((record) => {
      const {
        executionArn,
        stateMachineArn: arn,
        name,
        status,
        startDate,
        stopDate,
        redriveCount,
      } = describeExecution(record);
      const dates = stopDate === undefined ? { startDate } : { startDate, stopDate };
      return inSeconds({ executionArn, stateMachineArn: arn, name, status, redriveCount, ...dates });
    }),
    ...nextToken,
  };
}

function getExecutionHistory(input: TemplateObject, sfn: LocalStepFunctions): unknown {
  const { history } = sfn.find(String(input.executionArn)).execution;
  const ordered = input.reverseOrder === true ? [...history].reverse() : history;
  const { items, nextToken } = page(ordered, input, 100);
  const events = items.map(({ timestamp, ...event }) => ({
    ...event,
    timestamp: timestamp.getTime() / 1000,
  }));
  return { events, ...nextToken };
}

/** A page of a list: `maxResults` at most, from where `nextToken` says. */
function page<T>(
  list: readonly T[],
  { maxResults, nextToken }: TemplateObject,
  otherwise: number,
): { items: readonly T[]; nextToken: { nextToken?: string } } {
  const start = nextToken === undefined ? 0 : Number(nextToken);
  if (!Number.isInteger(start)) throw new ServiceFailure('InvalidToken', `Invalid Token: '${nextToken}'`);
  const size = typeof maxResults === 'number' && maxResults > 0 ? Math.min(maxResults, 1000) : otherwise;
  const end = start + size;
  return { items: list.slice(start, end), nextToken: end < list.length ? { nextToken: String(end) } : {} };
}

function summarizeMachine({ arn, name, type }: LocalStateMachine) {
  return { stateMachineArn: arn, name, type, creationDate: 0 };
}

function describeMachine(machine: LocalStateMachine) {
  const definition = JSON.stringify(machine.definition);
  return { ...summarizeMachine(machine), status: 'ACTIVE', definition, roleArn: machine.roleArn };
}

/** The protocol's times are seconds since the epoch. */
function inSeconds(description: object): object {
  return Object.fromEntries(
    Object.entries(description).map(([key, value]) => [key, key.endsWith('Date') ? value / 1000 : value]),
  );
}

function parseOutput(output: unknown) {
  try {
    return JSON.parse(String(output));
  } catch {
    throw new ServiceFailure('InvalidOutput', `Invalid Output: '${String(output)}'`);
  }
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
