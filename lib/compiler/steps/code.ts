import type { ActionInvocation } from '../../workflow/action-contract';
import { durationSeconds } from '../../workflow/duration';
import type { CodeStep } from '../../workflow/steps/code';
import { AccountName } from '../account-name';
import type { DefinitionValue } from '../compiled-workflow';
import { stepVariables } from '../expressions/author-expression';
import { hasExpression } from '../expressions/author-value';
import { retryAfterSeconds } from '../expressions/caught-error';
import { expressionField, type JsonataText, objectText } from '../expressions/jsonata-text';
import { grantFor, taskResource } from '../grants';
import type { State } from '../state';
import { executionContext, machineVariables } from '../states/execution-context';
import { withinMinutes } from '../states/retries';
import { compiledAction } from './compiled-action';
import type { CompiledStep, StepCompiler, StepContext } from './step-compiler';

/**
 * HubSpot's own schedule for what is passing: first after a minute, doubling, never more than 8 hours apart, for three
 * days (DESIGN.md, D9).
 */
const retryable: State = {
  ErrorEquals: ['CodedActions.Retryable'],
  IntervalSeconds: 60,
  BackoffRate: 2,
  MaxDelaySeconds: 28_800,
  MaxAttempts: 17,
};

/**
 * Lambda's throttles and faults ("Handling errors in Step Functions workflows"). A time-out is not one: the action may
 * have done its work.
 */
const lambdaFaults: State = {
  ErrorEquals: [
    'Lambda.TooManyRequestsException',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
  ],
  ...withinMinutes,
};

/** What a start of the function and the way to it may take beyond its own time limit, in seconds. */
const timeoutMargin = 15;

/**
 * `code`: one invocation of the action's published version. A Retry-After is waited for in the machine, and the step
 * entered again; entering again resets `Retry`'s count, so the action is told how often it has waited and since when,
 * and decides itself when to stop (DESIGN.md, D9). What a step catches stands in this order: RetryAfter, a pause (D10,
 * when there is one), the author's `onError`.
 */
export const code: StepCompiler<CodeStep> = {
  type: 'code',
  compile(step, context): CompiledStep {
    const waitVariable = stepVariables.wait(step.id);
    const waiting = waitingTexts(`$${waitVariable}`);
    const waitName = context.extraName('Retry-After');
    const timeoutSeconds = durationSeconds(step.timeout);
    return {
      state: {
        Comment: context.comment(),
        Type: 'Task',
        Resource: taskResource('invoke'),
        Arguments: {
          FunctionName: new AccountName('action', step.id),
          Payload: invocation(step, context, waiting),
        },
        TimeoutSeconds: timeoutSeconds + timeoutMargin,
        Retry: [retryable, lambdaFaults],
        Catch: [
          {
            ErrorEquals: ['CodedActions.RetryAfter'],
            Assign: { [waitVariable]: expressionField(waiting.again) },
            Output: {},
            Next: waitName,
          },
          ...context.onError({ [waitVariable]: null, [stepVariables.outputs(step.id)]: null }),
        ],
        Output: expressionField('$states.result.Payload.outputs'),
        ...context.next({
          [stepVariables.outputs(step.id)]: expressionField('$states.result.Payload.outputs'),
          [waitVariable]: null,
        }),
      },
      extraStates: {
        [waitName]: {
          Comment: context.comment('Retry-After'),
          Type: 'Wait',
          Seconds: expressionField(`$${waitVariable}.seconds`),
          Next: context.node.stateName,
        },
      },
      grants: [grantFor('invoke', step.id)],
      action: compiledAction(step, context, timeoutSeconds),
    };
  },
};

interface WaitingTexts {
  readonly since: JsonataText;
  readonly waits: JsonataText;
  /** The variable's value behind one more wait. */
  readonly again: JsonataText;
}

/** The variable holds `{seconds, since, waits, redrive}` while a visit waits; a redrive starts afresh. */
function waitingTexts(variable: JsonataText): WaitingTexts {
  const sameDrive = `${variable}.redrive = ${executionContext.redriveCount}`;
  const since = `(${sameDrive} ? ${variable}.since : ${executionContext.enteredAt})`;
  const waits = `(${sameDrive} ? ${variable}.waits : 0)`;
  return {
    since,
    waits,
    again: objectText({
      seconds: retryAfterSeconds,
      since,
      waits: `${waits} + 1`,
      redrive: executionContext.redriveCount,
    }),
  };
}

function invocation(step: CodeStep, context: StepContext, waiting: WaitingTexts): DefinitionValue {
  const inputs = hasExpression(step.inputs) ? expressionField(context.value(step.inputs)) : step.inputs;
  return {
    callbackId: expressionField(context.idempotencyKey),
    object: {
      objectType: context.machine.workflow.objectType,
      objectId: expressionField(machineVariables.objectId),
    },
    inputs,
    execution: expressionField(executionContext.arn),
    attempt: {
      now: expressionField('$now()'),
      since: expressionField(waiting.since),
      waits: expressionField(waiting.waits),
    },
  } satisfies Record<keyof ActionInvocation, DefinitionValue>;
}
