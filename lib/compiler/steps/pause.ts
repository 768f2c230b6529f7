import { schemaVersion } from '../../records/attributes';
import { waitItemLifetime } from '../../records/expiry';
import { keyExpression } from '../../records/key-expressions';
import { indexKeyTemplates, keyTemplates } from '../../records/keys';
import { waitPrefix } from '../../records/wait-item';
import type { DeclaredTypes } from '../../workflow/declared-types';
import { AccountName } from '../account-name';
import { caughtError, expirationSeconds } from '../expressions/caught-error';
import { constant, expressionField, type JsonataText, objectText } from '../expressions/jsonata-text';
import { taskResource } from '../grants';
import type { State, States } from '../state';
import { executionContext, machineVariables } from '../states/execution-context';
import { keyField } from '../states/record-keys';
import { serviceRetry } from '../states/retries';
import { serviceErrors } from '../states/service-errors';
import { stepExtras } from '../step-extras';
import { stepVariables } from '../step-variables';
import { type Assignments, catchField, type StepContext } from './step-compiler';

/** What a step that may pause has beside its own state. */
export interface Pause {
  /** For the step's own state: leads to the pause when the action asked for it. */
  readonly catcher: State;
  readonly states: States;
}

/** What a pause is made of. */
export interface PauseParts {
  /** A variable of the step that is free while it does not wait for anything else. */
  readonly variable: string;
  /** What the step assigns on every way out. */
  readonly reset: Assignments;
  /** What the step gives, of an expression that gives the outputs of a completion. */
  readonly outputs: (given: JsonataText) => JsonataText;
  /** What a completion may give, for those who complete it. */
  readonly declared: DeclaredTypes;
}

/** Standard executions end after a year ("Step Functions service quotas"). */
const longestSeconds = 365 * 86_400;

/**
 * A pause. *(pause)* stores its task token under the callback id, on condition that no completion has
 * come, and waits; its time limit is the pause's expiry. A completion that came before is read by *(completed before)*,
 * and the run goes on with its outputs. Both fail as the step does.
 */
export function pauseStates(context: StepContext, { variable, reset, outputs, declared }: PauseParts): Pause {
  const { node, machine } = context;
  const seconds = `$${variable}.pause`;
  const pauseName = context.extraName(stepExtras.pause);
  const completedName = context.extraName(stepExtras.completed);
  const key = waitKeyTexts(context.idempotencyKey);
  const goOn = (given: JsonataText) =>
    context.next({ ...reset, [stepVariables.outputs(node.id)]: expressionField(outputs(given)) });
  const onError = () =>
    context.onError({
      ...reset,
      [stepVariables.outputs(node.id)]: null,
      [stepVariables.error(node.id)]: expressionField(expiredOr(context.idempotencyKey)),
    });
  const names = [
    'token',
    'outputs',
    'callbackId',
    'execution',
    'workflow',
    'step',
    'objectType',
    'objectId',
    'waitingSince',
    'waitingUntil',
    'declared',
    'runsByRecord',
    'startedAt',
    'expiresAt',
    'schemaVersion',
  ];
  const set = names.filter((name) => name !== 'outputs').map((name) => `#${name} = :${name}`);
  return {
    catcher: {
      ErrorEquals: ['CodedActions.Blocked'],
      Assign: {
        [variable]: expressionField(objectText({ pause: `$min([${expirationSeconds}, ${longestSeconds}])` })),
      },
      Output: {},
      Next: pauseName,
    },
    states: {
      [pauseName]: {
        Comment: context.comment(stepExtras.pause),
        Type: 'Task',
        Resource: taskResource('waitForCompletion'),
        Arguments: {
          TableName: new AccountName('table'),
          Key: keyField(key),
          UpdateExpression: `SET ${set.join(', ')}`,
          ConditionExpression: 'attribute_not_exists(#outputs)',
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: {
            ':token': { S: expressionField(executionContext.taskToken) },
            ':callbackId': { S: expressionField(context.idempotencyKey) },
            ':execution': { S: expressionField(executionContext.arn) },
            ':workflow': { S: machine.workflow.name },
            ':step': { S: node.id },
            ':objectType': { S: machine.workflow.objectType },
            ':objectId': { S: expressionField(machineVariables.objectId) },
            ':waitingSince': { S: expressionField('$now()') },
            ':waitingUntil': { S: expressionField(`$fromMillis($millis() + ${seconds} * 1000)`) },
            ':declared': { S: JSON.stringify(declared) },
            ':runsByRecord': { S: expressionField(runsByRecordText(context)) },
            ':startedAt': { S: expressionField(`${constant(waitPrefix)} & $now()`) },
            ':expiresAt': {
              N: expressionField(`$string($ceil($millis() / 1000) + ${seconds} + ${waitItemLifetime})`),
            },
            ':schemaVersion': { N: String(schemaVersion) },
          },
        },
        TimeoutSeconds: expressionField(seconds),
        Retry: serviceRetry([serviceErrors.sdkConditionFailed]),
        Catch: [
          { ErrorEquals: [serviceErrors.sdkConditionFailed], Output: {}, Next: completedName },
          ...onError(),
        ],
        Output: {},
        ...goOn('$states.result'),
      },
      [completedName]: {
        Comment: context.comment(stepExtras.completed),
        Type: 'Task',
        Resource: taskResource('getItem'),
        Arguments: { TableName: new AccountName('table'), Key: keyField(key), ConsistentRead: true },
        Retry: serviceRetry(),
        ...catchField(onError()),
        Output: {},
        ...goOn('$parse($states.result.Item.outputs.S)'),
      },
    },
  };
}

/** `$error` of a pause: that it expired, which Step Functions says without a word. */
function expiredOr(callbackId: JsonataText): JsonataText {
  const expired = objectText({
    name: constant('States.Timeout'),
    message: `${constant('Nobody completed the pause ')} & ${callbackId} & ${constant(' in time.')}`,
  });
  return `($states.errorOutput.Error = "States.Timeout" ? ${expired} : ${caughtError})`;
}

function waitKeyTexts(callbackId: JsonataText) {
  const parts = { callbackId: { expression: callbackId } };
  return {
    pk: keyExpression(keyTemplates.wait.pk, parts),
    sk: keyExpression(keyTemplates.wait.sk, parts),
  };
}

function runsByRecordText({ machine }: StepContext): JsonataText {
  return keyExpression(indexKeyTemplates.runsByRecord, {
    objectType: { literal: machine.workflow.objectType },
    objectId: { expression: machineVariables.objectId },
  });
}
