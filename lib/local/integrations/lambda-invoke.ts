import { isTemplateObject } from '../assembly/template';
import { LambdaError } from '../lambda/lambda-error';
import type { InvocationResult } from '../lambda/local-lambda';
import { type IntegrationCall, IntegrationError } from '../states';
import type { Adapter, LocalServices } from './adapter';
import { argumentsOf, textOf } from './call-arguments';
import { optimizedCause, sdkMetadata } from './sdk-metadata';

/** `lambda:invoke`: the function's answer under `Payload`, as a value. */
export const lambdaInvoke: Adapter = async (call, services) => {
  const { FunctionName, Qualifier, Payload } = argumentsOf(call);
  const name = [textOf(FunctionName), textOf(Qualifier)].filter(Boolean).join(':');
  // Step Functions invokes with an empty object where there is no Payload.
  const result = await invoke(call, services, name, JSON.stringify(Payload ?? {}));
  return {
    ExecutedVersion: result.executedVersion,
    Payload: JSON.parse(result.payload),
    ...sdkMetadata(result.requestId),
    StatusCode: 200,
  };
};

/** A function's own ARN as the task's resource: its answer is the result. */
export const lambdaFunction: Adapter = async (call, services) =>
  JSON.parse((await invoke(call, services, call.action, JSON.stringify(call.arguments))).payload);

async function invoke(
  call: IntegrationCall,
  { lambda, closing, onLogs }: LocalServices,
  name: string,
  payload: string,
): Promise<InvocationResult> {
  let result: InvocationResult;
  try {
    result = await lambda.invoke(name, payload, closing);
  } catch (error) {
    if (!(error instanceof LambdaError)) throw error;
    const cause = optimizedCause(error.message, 'AWSLambda', error.status, error.name);
    throw new IntegrationError(`Lambda.${error.name}`, cause);
  }
  onLogs?.(call, result.logs, result.requestId);
  if (result.functionError !== undefined) throw functionFailure(result.payload);
  return result;
}

/**
 * A failed function's error is named by the `errorType` that it answers ("Handling errors in Step Functions
 * workflows"); one that answers none is `Lambda.Unknown`.
 */
function functionFailure(payload: string): IntegrationError {
  const answer: unknown = JSON.parse(payload);
  const errorType = isTemplateObject(answer) ? textOf(answer.errorType) : undefined;
  if (errorType !== undefined && errorType !== '') return new IntegrationError(errorType, payload);
  const cause = `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`;
  return new IntegrationError('Lambda.Unknown', cause);
}
