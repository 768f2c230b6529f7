import { marshalProperty } from '../../records/typed-properties';
import { isExpression } from '../../workflow/expression/parse-expression';
import type { SetPropertiesStep } from '../../workflow/steps/set-properties';
import {
  blockText,
  constant,
  expressionField,
  type JsonataText,
  listText,
  objectText,
} from '../expressions/jsonata-text';
import { defineTyped, typedNumber, typedText } from '../expressions/typed-values';
import { taskResource } from '../grants';
import { executionContext, machineVariables } from '../states/execution-context';
import { propertiesText } from '../states/loaded-record';
import { keyText } from '../states/record-keys';
import { serviceRetry } from '../states/retries';
import { serviceErrors } from '../states/service-errors';
import type { StepCompiler, StepContext } from './step-compiler';

/**
 * `setProperties`: one update of the record, which brings the new one. A record that is gone refuses the condition; the
 * machine then reads it again, where that fails with a name (`RecordDeleted`) and can be redriven.
 */
export const setProperties: StepCompiler<SetPropertiesStep> = {
  type: 'setProperties',
  compile(step, context) {
    const { objectType } = context.machine.workflow;
    return {
      state: {
        Comment: context.comment(),
        Type: 'Task',
        Resource: taskResource('updateItem'),
        Arguments: expressionField(updateText(step, context)),
        Retry: serviceRetry([serviceErrors.conditionFailed]),
        Catch: [
          { ErrorEquals: [serviceErrors.conditionFailed], Output: {}, Next: context.reRead() },
          ...context.onError(),
        ],
        Output: {},
        ...context.next({
          record: expressionField(propertiesText(objectType, '$states.result.Attributes.properties')),
        }),
      },
    };
  },
};

/** One property of the step, with the names that it has in the update. */
interface Write {
  /** `p0`, for `#p0` and `:p0`. */
  readonly id: string;
  readonly name: string;
  /** Typed JSON of a value that the author wrote down; undefined for an expression, and for `null`. */
  readonly typed: JsonataText | undefined;
  /** The expression that gives the value. */
  readonly expression: JsonataText | undefined;
}

/**
 * The whole request as one expression, so that each of the author's is evaluated once. DynamoDB refuses a request with
 * a name or a value that its expressions do not use, and with an empty list of values; so what is absent must not be
 * mentioned, and an update of nothing sets the version to itself, which is no change.
 */
function updateText(step: SetPropertiesStep, context: StepContext): JsonataText {
  const writes = writesOf(step, context);
  const dynamic = writes.filter(({ expression }) => expression !== undefined);
  const removed = writes.filter(({ typed, expression }) => typed === undefined && expression === undefined);
  const always = writes.length > dynamic.length;
  const sets = writes
    .filter((write) => !removed.includes(write))
    .map((write) => whenPresent(write, constant(`#properties.#${write.id} = :${write.id}`)));
  const changes =
    `"SET " & $join($append($set, ["#version = #version + :one", "#updatedAt = :now", "#writer = :me"]), ", ")` +
    (removed.length === 0
      ? ''
      : ` & ${constant(` REMOVE ${removed.map(({ id }) => `#properties.#${id}`).join(', ')}`)}`);
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
  const attributeName = (write: Write) =>
    whenPresent(write, objectText({ [`#${write.id}`]: constant(write.name) }));
  const attributeValue = (write: Write) =>
    whenPresent(write, objectText({ [`:${write.id}`]: write.typed ?? `$typed($values.${write.id})` }));
  const ifChanged = (text: JsonataText, otherwise?: JsonataText) =>
    always ? text : `($changed ? ${text}${otherwise === undefined ? '' : ` : ${otherwise}`})`;

  return blockText([
    ...(dynamic.length === 0
      ? []
      : [
          defineTyped,
          `$values := ${objectText(Object.fromEntries(dynamic.map(({ id, expression = '' }) => [id, expression])))}`,
        ]),
    `$set := ${listText(sets)}`,
    ...(always ? [] : ['$changed := $count($set) > 0']),
    objectText({
      TableName: machineVariables.table,
      Key: keyText(context.machine.keys.record),
      UpdateExpression: ifChanged(changes, constant('SET #version = #version')),
      ConditionExpression: constant('attribute_exists(pk)'),
      ExpressionAttributeNames: ifChanged(
        `$merge(${listText([names, ...writes.map(attributeName)])})`,
        objectText({ '#version': constant('version') }),
      ),
      ExpressionAttributeValues: ifChanged(
        `$merge(${listText([values, ...writes.filter((write) => !removed.includes(write)).map(attributeValue)])})`,
      ),
      ReturnValues: constant('ALL_NEW'),
    }),
  ]);
}

function writesOf(step: SetPropertiesStep, context: StepContext): Write[] {
  return Object.entries(step.properties).map(([name, value], index) => {
    const isDynamic = typeof value === 'string' && isExpression(value);
    const typed = isDynamic ? undefined : marshalProperty(name, value);
    return {
      id: `p${index}`,
      name,
      typed: typed === undefined ? undefined : JSON.stringify(typed),
      expression: isDynamic ? context.expression(value) : undefined,
    };
  });
}

/** Absent and null are one: neither is written. Both make the comparison false. */
function whenPresent(write: Write, text: JsonataText): JsonataText {
  return write.expression === undefined ? text : `($values.${write.id} != null ? ${text})`;
}
