import {
  type DataFlow,
  errorOutput,
  type Finished,
  NUMBER_KINDS,
  type NumberKind,
  numberProblem,
} from '../data-flow';
import { isJsonObject, type Json, type JsonObject, typeName } from '../json';
import type { Place } from '../preparation';
import { parseTimestamp } from '../timestamp';
import type { Visit } from '../visit';
import { expressionIn, fill, prepareTemplate, type Template } from './template';

/**
 * Data in a JSONata state: "Transforming data with JSONata in Step Functions".
 *
 * @param definition the state
 */
export function jsonataDataFlow(definition: Record<string, unknown>, place: Place): DataFlow {
  const template = (field: string) =>
    definition[field] === undefined ? undefined : prepareTemplate(definition[field], place.at(field), field);
  const taskArguments = template('Arguments');
  const finish = prepareFinish(definition, place, '');
  const items = template('Items');
  const itemSelector = template('ItemSelector');
  const input = (visit: Visit) => ({ input: visit.input });
  const text = (field: string) => {
    const prepared = template(field);
    if (!prepared) return undefined;
    if (typeof definition[field] !== 'string') place.at(field).problem('must be a string');
    return (visit: Visit) => {
      const value = fill(prepared, visit, input(visit));
      if (typeof value !== 'string') throw unexpected(prepared, visit, 'string', value);
      return value;
    };
  };

  return {
    language: 'JSONata',
    input: (visit) => visit.input,
    arguments: (visit) => (taskArguments ? fill(taskArguments, visit, input(visit)) : visit.input),
    finish: (visit, result) => finish(visit, { input: visit.input, result }, result),
    pass: (visit) => finish(visit, input(visit), visit.input),
    number(field, kind) {
      const prepared = template(field);
      if (!prepared) return undefined;
      if (expressionIn(definition[field]) === undefined) {
        const number = definition[field];
        const problem =
          typeof number === 'number'
            ? numberProblem(number, kind)
            : `must be ${NUMBER_KINDS[kind]} or a JSONata expression`;
        if (problem) place.at(field).problem(problem);
        return () => Number(number);
      }
      return (visit) => {
        const value = fill(prepared, visit, input(visit));
        if (typeof value !== 'number') throw unexpected(prepared, visit, 'number', value);
        checkNumber(value, kind, field, visit);
        return value;
      };
    },
    text,
    timestamp(field) {
      const read = text(field);
      if (!read) return undefined;
      return (visit) => {
        const written = read(visit);
        const time = parseTimestamp(written);
        if (time !== undefined) return time;
        throw visit.evaluationFailure(
          `The ${field} field cannot be parsed as an ISO-8601 extended offset date-time format string: ${written}`,
          field,
        );
      };
    },
    value(field) {
      const prepared = template(field);
      return prepared && ((visit) => fill(prepared, visit, input(visit)));
    },
    condition(rule, at, location) {
      const prepared = prepareTemplate(rule.Condition, at.at('Condition'), `${location}/Condition`);
      return (visit) => {
        const value = fill(prepared, visit, input(visit));
        if (typeof value !== 'boolean') throw unexpected(prepared, visit, 'boolean', value);
        return value;
      };
    },
    chosen(rule, at, location) {
      const prepared = prepareFinish(rule, at, location);
      return (visit) => prepared(visit, input(visit), visit.input);
    },
    caught(catcher, at, location) {
      const prepared = prepareFinish(catcher, at, location);
      return (visit, error) => {
        const output = errorOutput(error);
        return prepared(visit, { input: visit.input, errorOutput: output }, output);
      };
    },
    within: (part, at) => jsonataDataFlow(part, at),
    items(visit) {
      if (!items) return checkItems(visit.input, visit);
      const value = fill(items, visit, input(visit));
      if (!Array.isArray(value) && !isJsonObject(value)) throw unexpected(items, visit, 'array', value);
      return value;
    },
    item(visit) {
      return itemSelector && fill(itemSelector, visit, input(visit));
    },
  };
}

/** A Map without `Items` goes over its input. */
function checkItems(value: Json, visit: Visit): Json {
  if (Array.isArray(value) || isJsonObject(value)) return value;
  throw visit.evaluationFailure(`Map state input must be an array but was: ${JSON.stringify(value)}`);
}

/** `Output` and `Assign`; both see the state as it was, neither sees the other. */
function prepareFinish(
  definition: Record<string, unknown>,
  place: Place,
  location: string,
): (visit: Visit, states: JsonObject, otherwise: Json) => Finished {
  const named = (field: string) => (location ? `${location}/${field}` : field);
  const prepare = (field: string) =>
    definition[field] === undefined
      ? undefined
      : prepareTemplate(definition[field], place.at(field), named(field));
  const assign = prepare('Assign');
  const output = prepare('Output');
  return (visit, states, otherwise) => {
    const assigned = assign && fill(assign, visit, states);
    return {
      output: output ? fill(output, visit, states) : otherwise,
      assigned: isJsonObject(assigned) ? assigned : undefined,
    };
  };
}

/** An error for a value of the wrong type, in AWS's wording. */
function unexpected(template: Template, visit: Visit, expected: string, value: Json): Error {
  const [location] = template.locations;
  const [expression] = template.expressions;
  return visit.evaluationFailure(
    `The JSONata expression '${expression?.source}' specified for the field '${location}' returned an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
    location,
  );
}

function checkNumber(value: number, kind: NumberKind, field: string, visit: Visit): void {
  const problem = numberProblem(value, kind);
  if (problem) throw visit.evaluationFailure(`The ${field} field ${problem} but was: ${value}`, field);
}
