import { describeExecution, type ExecutionDescription } from '../executions/describe-execution';
import type { ExecutionRecord } from '../executions/local-step-functions';
import { ServiceFailure } from '../service-failure';
import { type IntegrationCall, IntegrationError, TaskTokenError } from '../states';
import type { Adapter, LocalServices } from './adapter';
import { argumentsOf, jsonText, textOf } from './call-arguments';
import { optimizedCause, sdkCause, sdkMetadata } from './sdk-metadata';

/** `states:startExecution`: goes on at once, or with `.sync` and `.sync:2` when the other execution has succeeded. */
export const startExecution: Adapter = async (call, services) => {
  const { execution } = named(call, services, 'StepFunctions', (message, name) =>
    optimizedCause(message, 'AWSStepFunctions', 400, name),
  );
  const { arn } = execution;
  if (call.pattern !== 'sync') {
    return { ExecutionArn: arn, StartDate: new Date(execution.startTime).toISOString(), ...sdkMetadata() };
  }
  const stop = () => execution.stop();
  call.signal.addEventListener('abort', stop, { once: true });
  const outcome = await execution.outcome;
  call.signal.removeEventListener('abort', stop);
  const finished = describeExecution(services.stepFunctions.find(arn));
  if (outcome.status === 'SUCCEEDED') return finishedExecution(finished, call.syncVersion === 2);
  throw new IntegrationError(
    'States.TaskFailed',
    JSON.stringify(finishedExecution(finished, call.syncVersion === 2)),
  );
};

/** `aws-sdk:sfn:startExecution`. */
export const sdkStartExecution: Adapter = async (call, services) => {
  const { execution } = named(call, services, 'Sfn', (message) => sdkCause(message, 'Sfn', 400));
  return { ExecutionArn: execution.arn, StartDate: new Date(execution.startTime).toISOString() };
};

/** `aws-sdk:sfn:describeExecution`. */
export const describe: Adapter = async (call, services) => {
  const { executionArn, ExecutionArn = executionArn } = argumentsOf(call);
  const found = failAs('Sfn', sfnCause, () => services.stepFunctions.find(textOf(ExecutionArn) ?? ''));
  const { startDate, stopDate, redriveDate, inputDetails, outputDetails, ...rest } = describeExecution(found);
  const dates = { startDate, stopDate, redriveDate };
  const given = Object.entries(dates).flatMap(([key, time]) =>
    time === undefined ? [] : [[key, new Date(time).toISOString()]],
  );
  return pascalCase({
    ...rest,
    ...Object.fromEntries(given),
    inputDetails: pascalCase(inputDetails),
    ...(outputDetails === undefined ? {} : { outputDetails: pascalCase(outputDetails) }),
  });
};

/** `aws-sdk:sfn:sendTaskSuccess`, `sendTaskFailure`, `sendTaskHeartbeat`. */
export const sendTask: Adapter = async (call, { stepFunctions: { taskTokens } }) => {
  const { TaskToken, Output, Error: error, Cause } = argumentsOf(call);
  const token = textOf(TaskToken) ?? '';
  failAs('Sfn', sfnCause, () => {
    if (call.action === 'sendTaskSuccess') taskTokens.succeed(token, JSON.parse(textOf(Output) ?? 'null'));
    else if (call.action === 'sendTaskFailure') taskTokens.fail(token, textOf(error), textOf(Cause));
    else taskTokens.heartbeat(token);
  });
  return {};
};

function named(
  call: IntegrationCall,
  { stepFunctions }: LocalServices,
  service: string,
  cause: (message: string, name: string) => string,
): ExecutionRecord {
  const { StateMachineArn, Input, Name } = argumentsOf(call);
  const input = typeof Input === 'string' ? Input : jsonText(Input);
  const name = textOf(Name);
  return failAs(service, cause, () =>
    stepFunctions.start({
      stateMachineArn: textOf(StateMachineArn) ?? '',
      ...(input === undefined ? {} : { input }),
      ...(name === undefined ? {} : { name }),
    }),
  );
}

/** As recorded from AWS; `.sync:2` has input and output as values, `.sync` as text, and times in milliseconds. */
function finishedExecution(description: ExecutionDescription, asValues: boolean): object {
  const { executionArn, input, inputDetails, name, output, outputDetails, startDate, stopDate } = description;
  const { stateMachineArn, status, error, cause } = description;
  const data = (text: string) => (asValues ? JSON.parse(text) : text);
  return pascalCase({
    ...(cause === undefined ? {} : { cause }),
    ...(error === undefined ? {} : { error }),
    executionArn,
    input: data(input),
    inputDetails: pascalCase(inputDetails),
    name,
    ...(output === undefined ? {} : { output: data(output) }),
    ...(outputDetails === undefined ? {} : { outputDetails: pascalCase(outputDetails) }),
    startDate,
    stateMachineArn,
    status,
    stopDate,
  });
}

function sfnCause(message: string): string {
  return sdkCause(message, 'Sfn', 400);
}

/** AWS's SDK names an error with `Exception` at its end, whatever the API calls it: `Sfn.InvalidTokenException`. */
function failAs<T>(service: string, cause: (message: string, name: string) => string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ServiceFailure) && !(error instanceof TaskTokenError)) throw error;
    const name = error.name.endsWith('Exception') ? error.name : `${error.name}Exception`;
    throw new IntegrationError(`${service}.${name}`, cause(error.message, error.name));
  }
}

function pascalCase(object: object): object {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
  );
}
