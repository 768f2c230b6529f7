import type { ActionInvocation } from '../../workflow/action-contract';
import { declaredTypes } from '../../workflow/declared-types';
import { type RetrySchedule, retrySchedule } from '../../workflow/retry-schedule';
import { type CodeStep, executionStateOutput, limitsOf } from '../../workflow/steps/code';
import { AccountName } from '../account-name';
import type { DefinitionValue } from '../compiled-workflow';
import { hasExpression } from '../expressions/author-value';
import { retryAfterSeconds } from '../expressions/caught-error';
import { declaredOutputs } from '../expressions/declared-outputs';
import { expressionField, type JsonataText, objectText } from '../expressions/jsonata-text';
import { taskResource } from '../grants';
import type { State } from '../state';
import { executionContext, machineVariables } from '../states/execution-context';
import { withinMinutes } from '../states/retries';
import { stepExtras } from '../step-extras';
import { stepVariables } from '../step-variables';
import { compiledAction } from './compiled-action';
import { type Pause, pauseStates } from './pause';
import { type CompiledStep, catchField, type StepCompiler, type StepContext } from './step-compiler';

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

/** Of these, the one after which the action has certainly not run: for a step that must never run twice. */
const notInvoked: State = { ErrorEquals: ['Lambda.TooManyRequestsException'], ...withinMinutes };

/** A time limit that ended the function, or the task, before the wrapper could say so. */
const hardTimeouts = ['Sandbox.Timedout', 'States.Timeout'];

/** What a start of the function and the way to it may take beyond its own time limit, in seconds. */
const timeoutMargin = 15;

/**
 * `code`: one invocation of the action's published version. A Retry-After is waited for in the machine, and the step
 * entered again; entering again resets `Retry`'s count, so the action is told how often it has waited and since when,
 * and decides itself when to stop. What a step catches stands in this order: RetryAfter, a pause,
 * the author's `onError`.
 */
export const code: StepCompiler<CodeStep> = {
  type: 'code',
  compile(step, context): CompiledStep {
    const schedule = retrySchedule(step.retry);
    const waitVariable = stepVariables.wait(step.id);
    const waiting = waitingTexts(`$${waitVariable}`, schedule?.countsWaits ?? false);
    const waitName = schedule === undefined ? undefined : context.extraName(stepExtras.retryAfter);
    const pause = pauseOf(step, context);
    return {
      state: {
        Comment: context.comment(),
        Type: 'Task',
        Resource: taskResource('invoke'),
        Arguments: {
          FunctionName: new AccountName('action', step.id),
          Payload: invocation(step, context, waiting),
        },
        TimeoutSeconds: limitsOf(step).timeoutSeconds + timeoutMargin,
        Retry: schedule === undefined ? [notInvoked] : [retrier(schedule), lambdaFaults],
        ...catchField([
          ...(waitName === undefined ? [] : [retryAfterCatcher(waitVariable, waiting, waitName)]),
          ...(pause === undefined ? [] : [pause.catcher]),
          ...context.onError({ [waitVariable]: null, [stepVariables.outputs(step.id)]: null }),
        ]),
        Output: expressionField('$states.result.Payload.outputs'),
        ...context.next({
          [stepVariables.outputs(step.id)]: expressionField('$states.result.Payload.outputs'),
          [waitVariable]: null,
        }),
      },
      extraStates: {
        ...(waitName === undefined ? {} : { [waitName]: retryAfterState(waitVariable, context) }),
        ...pause?.states,
      },
      action: compiledAction(step, context),
    };
  },
};

/** The pause of a step that may ask for one. Nothing else is waited for meanwhile, so that it shares the variable. */
function pauseOf(step: CodeStep, context: StepContext): Pause | undefined {
  if (step.pause === false) return undefined;
  const variable = stepVariables.wait(step.id);
  const outputs = { ...step.outputs, [executionStateOutput]: { type: 'string' } } as const;
  return pauseStates(context, {
    variable,
    reset: { [variable]: null },
    outputs: (given) => declaredOutputs(given, outputs),
    declared: declaredTypes(step.outputs),
  });
}

/** The schedule, for what the wrapper says may pass. An interval that does not grow needs no longest one. */
function retrier(schedule: RetrySchedule): State {
  const { firstSeconds, maxSeconds, backoffRate, retries, timeouts } = schedule;
  return {
    ErrorEquals: ['CodedActions.Retryable', ...(timeouts ? hardTimeouts : [])],
    IntervalSeconds: firstSeconds,
    BackoffRate: backoffRate,
    ...(maxSeconds > firstSeconds ? { MaxDelaySeconds: maxSeconds } : {}),
    MaxAttempts: retries,
  };
}

function retryAfterCatcher(variable: string, { again }: WaitingTexts, next: string): State {
  return {
    ErrorEquals: ['CodedActions.RetryAfter'],
    Assign: { [variable]: expressionField(again) },
    Output: {},
    Next: next,
  };
}

function retryAfterState(variable: string, context: StepContext): State {
  return {
    Comment: context.comment(stepExtras.retryAfter),
    Type: 'Wait',
    Seconds: expressionField(`$${variable}.seconds`),
    Next: context.node.stateName,
  };
}

interface WaitingTexts {
  readonly since: JsonataText;
  readonly waits: JsonataText;
  /** How often the action was tried before in this visit; where the step limits that. */
  readonly tries?: JsonataText;
  /** The variable's value behind one more wait. */
  readonly again: JsonataText;
}

/**
 * The variable holds `{seconds, since, waits, tries, redrive}` while a visit waits; a redrive starts afresh. `tries` is
 * there only where the step limits it: every entry of the state counts its own retries.
 */
function waitingTexts(variable: JsonataText, countsTries: boolean): WaitingTexts {
  const sameDrive = `${variable}.redrive = ${executionContext.redriveCount}`;
  const since = `(${sameDrive} ? ${variable}.since : ${executionContext.enteredAt})`;
  const waits = `(${sameDrive} ? ${variable}.waits : 0)`;
  const tries = `(${sameDrive} ? ${variable}.tries : 0) + ${executionContext.retryCount}`;
  return {
    since,
    waits,
    ...(countsTries ? { tries } : {}),
    again: objectText({
      seconds: retryAfterSeconds,
      since,
      waits: `${waits} + 1`,
      ...(countsTries ? { tries: `${tries} + 1` } : {}),
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
      retries: expressionField(executionContext.retryCount),
      ...(waiting.tries === undefined ? {} : { tries: expressionField(waiting.tries) }),
    },
  } satisfies Record<Exclude<keyof ActionInvocation, 'bot'>, DefinitionValue>;
}
