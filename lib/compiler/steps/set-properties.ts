import { marshalProperty } from '../../records/typed-properties';
import { isExpression } from '../../workflow/expression/parse-expression';
import type { SetPropertiesStep } from '../../workflow/steps/set-properties';
import { constant, type JsonataText, listText, objectText } from '../expressions/jsonata-text';
import { defineTyped } from '../expressions/typed-values';
import { type RecordUpdate, recordUpdateState } from './record-update';
import type { StepCompiler, StepContext } from './step-compiler';

/** `setProperties`: one update of the record, which brings the new one. */
export const setProperties: StepCompiler<SetPropertiesStep> = {
  type: 'setProperties',
  compile: (step, context) => ({ state: recordUpdateState(context, updateOf(writesOf(step, context))) }),
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

function updateOf(writes: readonly Write[]): RecordUpdate {
  const dynamic = writes.filter(({ expression }) => expression !== undefined);
  const removed = writes.filter(({ typed, expression }) => typed === undefined && expression === undefined);
  const set = writes.filter((write) => !removed.includes(write));
  return {
    definitions:
      dynamic.length === 0
        ? []
        : [
            defineTyped,
            `$values := ${objectText(Object.fromEntries(dynamic.map(({ id, expression = '' }) => [id, expression])))}`,
          ],
    set: listText(
      set.map((write) => whenPresent(write, constant(`#properties.#${write.id} = :${write.id}`))),
    ),
    remove: removed.map(({ id }) => `#properties.#${id}`),
    names: writes.map((write) => whenPresent(write, objectText({ [`#${write.id}`]: constant(write.name) }))),
    values: set.map((write) =>
      whenPresent(write, objectText({ [`:${write.id}`]: write.typed ?? `$typed($values.${write.id})` })),
    ),
    always: writes.length > dynamic.length,
  };
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
