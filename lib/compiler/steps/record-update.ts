import {
  blockText,
  constant,
  expressionField,
  type JsonataText,
  listText,
  objectText,
} from '../expressions/jsonata-text';
import { typedNumber, typedText } from '../expressions/typed-values';
import { taskResource } from '../grants';
import type { State } from '../state';
import { executionContext, machineVariables } from '../states/execution-context';
import { propertiesText } from '../states/loaded-record';
import { keyText } from '../states/record-keys';
import { serviceRetry } from '../states/retries';
import { serviceErrors } from '../states/service-errors';
import type { StepContext } from './step-compiler';

/** What a step writes into the record, as expressions; `#properties` is the record's properties. */
export interface RecordUpdate {
  /** What the expressions below read, each as `$name := …`. */
  readonly definitions?: readonly JsonataText[];
  /** A list of assignments: `["#properties.#p0 = :p0"]`. */
  readonly set: JsonataText;
  /** What goes: `#properties.#p1`. */
  readonly remove?: readonly string[];
  /** Objects of the names that these use, `{"#p0": "owner"}`, each of which may give nothing. */
  readonly names: readonly JsonataText[];
  /** Objects of the typed values that these use, `{":p0": {"S": "11"}}`, each of which may give nothing. */
  readonly values: readonly JsonataText[];
  /** Whether there surely is something to write; otherwise an empty `set` leaves the record as it is. */
  readonly always: boolean;
}

/**
 * The state of a step whose record effect is `fresh`: one UpdateItem of the record, which brings the new one. It creates no
 * record: one that is gone refuses the condition, and the machine reads it again, where that fails with a name
 * (`RecordDeleted`) and can be redriven.
 *
 * The update is made again when its answer got lost. So it must come to the same when it is made twice: assign values,
 * and compute none from what the item has (see `StepType`).
 */
export function recordUpdateState(context: StepContext, update: RecordUpdate): State {
  const { objectType } = context.machine.workflow;
  return {
    Comment: context.comment(),
    Type: 'Task',
    Resource: taskResource('updateItem'),
    Arguments: expressionField(requestText(context, update)),
    Retry: serviceRetry([serviceErrors.conditionFailed]),
    Catch: [
      { ErrorEquals: [serviceErrors.conditionFailed], Output: {}, Next: context.reRead() },
      ...context.onError(),
    ],
    Output: {},
    ...context.next({
      record: expressionField(propertiesText(objectType, '$states.result.Attributes.properties')),
    }),
  };
}

/**
 * The whole request as one expression, so that each of the author's is evaluated once. DynamoDB refuses a request with
 * a name or a value that its expressions do not use, and with an empty list of values; so what is absent must not be
 * mentioned, and an update of nothing sets the version to itself, which is no change.
 */
function requestText(context: StepContext, update: RecordUpdate): JsonataText {
  const { definitions = [], set, remove = [], always } = update;
  const changes =
    `"SET " & $join($append($set, ["#version = #version + :one", "#updatedAt = :now", "#writer = :me"]), ", ")` +
    (remove.length === 0 ? '' : ` & ${constant(` REMOVE ${remove.join(', ')}`)}`);
  const names = objectText({
    '#properties': constant('properties'),
    '#version': constant('version'),
    '#updatedAt': constant('updatedAt'),
    '#writer': constant('writer'),
  });
  const values = objectText({
    ':one': typedNumber(constant('1')),
    ':now': typedText('$now()'),
    ':me': typedText(executionContext.arn),
  });
  const ifChanged = (text: JsonataText, otherwise?: JsonataText) =>
    always ? text : `($changed ? ${text}${otherwise === undefined ? '' : ` : ${otherwise}`})`;

  return blockText([
    ...definitions,
    `$set := ${set}`,
    ...(always ? [] : ['$changed := $count($set) > 0']),
    objectText({
      TableName: machineVariables.table,
      Key: keyText(context.machine.keys.record),
      UpdateExpression: ifChanged(changes, constant('SET #version = #version')),
      ConditionExpression: constant('attribute_exists(pk)'),
      ExpressionAttributeNames: ifChanged(
        `$merge(${listText([names, ...update.names])})`,
        objectText({ '#version': constant('version') }),
      ),
      ExpressionAttributeValues: ifChanged(`$merge(${listText([values, ...update.values])})`),
      ReturnValues: constant('ALL_NEW'),
    }),
  ]);
}
