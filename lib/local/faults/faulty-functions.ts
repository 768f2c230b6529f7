import { randomUUID } from 'node:crypto';
import { tagNames } from '../../stacks/tag-names';
import type { LocalFunction } from '../assembly/local-resources';
import { exitError, type FunctionErrorPayload, timeOutError } from '../lambda/function-error';
import { LambdaError } from '../lambda/lambda-error';
import type { InvocationResult, LocalLambda } from '../lambda/local-lambda';
import type { FaultCounter } from './fault-counter';
import type { FunctionFault } from './fault-plan';

/** Functions of which some time out, are throttled, or die, by a plan. */
export function faultyFunctions(
  inner: Pick<LocalLambda, 'invoke'>,
  faults: FaultCounter<FunctionFault>,
  functionNamed: (name: string) => LocalFunction | undefined,
): Pick<LocalLambda, 'invoke'> {
  return {
    invoke: async (name, payload, abandon) => {
      const fn = functionNamed(name);
      const fault = fn && faults.next((one) => isAbout(one, fn), `the function ${fn.name}`);
      if (!fault) return inner.invoke(name, payload, abandon);
      if (fault.what === 'throttled')
        throw new LambdaError('TooManyRequestsException', 429, 'Rate Exceeded.');
      const result = fault.when === 'after' ? await inner.invoke(name, payload, abandon) : nothingDone(name);
      return {
        ...result,
        payload: JSON.stringify(errorOf(fault, fn, result.requestId)),
        functionError: 'Unhandled',
      };
    },
  };
}

/** Whether a fault is about a function: by its tags, which say of which workflow and step it is, or by its name. */
export function isAbout({ workflow, step, function: name }: FunctionFault, fn: LocalFunction): boolean {
  return (
    (workflow === undefined || workflow === fn.tags?.[tagNames.workflow]) &&
    (step === undefined || step === fn.tags?.[tagNames.step]) &&
    (name === undefined || fn.name.startsWith(name) || fn.logicalId.startsWith(name))
  );
}

function errorOf({ what }: FunctionFault, fn: LocalFunction, requestId: string): FunctionErrorPayload {
  if (what === 'timed-out') return timeOutError(requestId, fn.timeoutSeconds);
  return exitError(requestId, { code: null, signal: 'SIGKILL' });
}

function nothingDone(name: string): InvocationResult {
  return {
    requestId: randomUUID(),
    executedVersion: /:(\d+)$/.exec(name)?.[1] ?? '$LATEST',
    payload: 'null',
    logs: [],
    duration: 0,
    memoryUsed: 0,
  };
}
