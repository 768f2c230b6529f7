import {
  type DataFlow,
  errorOutput,
  leastOf,
  MOST_SECONDS,
  NUMBER_KINDS,
  type NumberKind,
  numberProblem,
} from '../data-flow';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Place } from '../preparation';
import type { StateError } from '../state-error';
import { parseTimestamp } from '../timestamp';
import type { Visit } from '../visit';
import { prepareChoiceRule } from './choice-rule';
import { canonical, write } from './path';
import type { Path } from './path-model';
import { isReferencePath } from './path-syntax';
import { type PayloadTemplate, preparePayloadTemplate } from './payload-template';
import { missingStep, notFound, preparePath, prepareReference, readAt, resolve } from './reference';

/**
 * Data in a JSONPath state: "Processing input and output in Step Functions".
 *
 * @param definition the state
 */
export function jsonPathDataFlow(definition: Record<string, unknown>, place: Place): DataFlow {
  const template = (field: string) => prepareTemplate(definition, field, place);
  const inputPath = preparePart(definition, 'InputPath', place);
  const outputPath = preparePart(definition, 'OutputPath', place);
  const parameters = template('Parameters');
  const resultSelector = template('ResultSelector');
  const placeResult = prepareResultPath(definition, place);
  const assign = template('Assign');
  const itemsPath = preparePart(definition, 'ItemsPath', place);
  const itemSelector = template('ItemSelector') ?? parameters;
  const input = (visit: Visit) => inputPath(visit, visit.input);
  const given = (visit: Visit) => (parameters ? parameters(visit, input(visit)) : input(visit));
  const literal = definition.Result === undefined ? undefined : preparePlain(definition.Result);

  return {
    language: 'JSONPath',
    input,
    arguments: given,
    finish: (visit, result) => ({
      assigned: assigned(assign, visit, result),
      output: outputPath(visit, placeResult(visit, resultSelector ? resultSelector(visit, result) : result)),
    }),
    pass(visit) {
      const result = literal ? literal() : given(visit);
      return {
        assigned: assigned(assign, visit, result),
        output: outputPath(visit, placeResult(visit, result)),
      };
    },
    number: (field, kind) => prepareNumber(definition, field, kind, place, input),
    text(field) {
      const reference = definition[`${field}Path`];
      if (reference !== undefined) {
        const prepared = prepareReference(reference, place.at(`${field}Path`));
        return (visit) => asText(resolve(prepared, visit, input(visit), `${field}Path`));
      }
      if (definition[field] === undefined) return undefined;
      const text = place.at(field).text(definition[field]);
      return () => text;
    },
    timestamp: (field) => prepareTimestamp(definition, field, place, input),
    value(field) {
      const prepared = template(field);
      return prepared && ((visit) => prepared(visit, input(visit)));
    },
    condition(rule, at) {
      const holds = prepareChoiceRule(rule, at);
      return (visit) => holds(visit, input(visit));
    },
    chosen(rule, at) {
      const ruleAssign = prepareTemplate(rule, 'Assign', at);
      return (visit) => ({
        assigned: assigned(ruleAssign, visit, input(visit)),
        output: outputPath(visit, input(visit)),
      });
    },
    caught(catcher, at) {
      const placeError = prepareResultPath(catcher, at);
      const catchAssign = prepareTemplate(catcher, 'Assign', at);
      return (visit, error) => {
        const output = errorOutput(error);
        return { assigned: assigned(catchAssign, visit, output), output: placeError(visit, output) };
      };
    },
    within: (part, at) => jsonPathDataFlow(part, at),
    items(visit) {
      const items = itemsPath(visit, input(visit));
      if (Array.isArray(items) || isJsonObject(items)) return items;
      throw visit.failure(
        'States.Runtime',
        `Reference path "${definition.ItemsPath ?? '$'}" must point to array.`,
      );
    },
    item: (visit) => (itemSelector ? itemSelector(visit, input(visit)) : undefined),
  };
}

function prepareTemplate(
  definition: Record<string, unknown>,
  field: string,
  place: Place,
): PayloadTemplate | undefined {
  return definition[field] === undefined
    ? undefined
    : preparePayloadTemplate(definition[field], place.at(field));
}

function preparePlain(value: unknown): () => Json {
  const text = JSON.stringify(value);
  return () => JSON.parse(text);
}

function assigned(template: PayloadTemplate | undefined, visit: Visit, input: Json): JsonObject | undefined {
  const values = template?.(visit, input);
  return isJsonObject(values) ? values : undefined;
}

/** A field that picks a part: everything where it is left out, `{}` where it is null. */
function preparePart(
  definition: Record<string, unknown>,
  field: string,
  place: Place,
): (visit: Visit, from: Json) => Json {
  const { [field]: source } = definition;
  if (source === undefined) return (_visit, from) => from;
  if (source === null) return () => ({});
  const path = preparePath(source, place.at(field));
  return (visit, from) => {
    const part = readAt(path, visit, from);
    if (part === undefined) throw noResults(path, visit, from);
    return part;
  };
}

/** AWS's words for a path that leads nowhere: others where it breaks off before its last step. */
function noResults(path: Path, visit: Visit, from: Json): StateError {
  const broken = missingStep(path, visit, from);
  const what =
    broken === undefined
      ? `No results for path: ${canonical(path)}`
      : `Missing property in path ${canonical(broken)}`;
  return visit.failure('States.Runtime', `Invalid path '${path.source}' : ${what}`);
}

/** `ResultPath`: the result instead of the input where it is left out, the input alone where it is null. */
function prepareResultPath(
  definition: Record<string, unknown>,
  place: Place,
): (visit: Visit, result: Json) => Json {
  const { ResultPath: source } = definition;
  if (source === undefined) return (_visit, result) => result;
  if (source === null) return (visit) => visit.input;
  const path = preparePath(source, place.at('ResultPath'));
  if (!isReferencePath(path)) place.at('ResultPath').problem('must be a reference path, such as $.name');
  return (visit, result) => {
    const written = write(visit.input, path, result);
    if (written !== undefined) return written;
    throw visit.failure(
      'States.ResultPathMatchFailure',
      `Unable to apply step "${path.source}" to input ${JSON.stringify(visit.input)}`,
    );
  };
}

/** A number, or the `…Path` of one, which may be a string that holds it. */
function prepareNumber(
  definition: Record<string, unknown>,
  field: string,
  kind: NumberKind,
  place: Place,
  input: (visit: Visit) => Json,
): ((visit: Visit) => number) | undefined {
  const reference = definition[`${field}Path`];
  if (reference === undefined) {
    const { [field]: value } = definition;
    if (value === undefined) return undefined;
    const problem = typeof value === 'number' ? numberProblem(value, kind) : `must be ${NUMBER_KINDS[kind]}`;
    if (problem) place.at(field).problem(problem);
    const number = Number(value);
    return () => number;
  }
  const path = preparePath(reference, place.at(`${field}Path`));
  return (visit) => {
    const value = readAt(path, visit, input(visit));
    if (value === undefined) throw noResults(path, visit, input(visit));
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    const problem = pathNumberProblem(field, kind, path, value, number);
    if (problem === undefined && typeof number === 'number') return number;
    throw visit.failure('States.Runtime', problem ?? '');
  };
}

/** AWS's words for a number that will not do; undefined where it will. */
function pathNumberProblem(
  field: string,
  kind: NumberKind,
  path: Path,
  value: Json,
  number: Json,
): string | undefined {
  const isWhole = Number.isInteger(number);
  if (field === 'Seconds') {
    const shown = `${path.source} == ${typeof value === 'string' ? value : JSON.stringify(value)}`;
    if (!isWhole) return `The SecondsPath parameter cannot be parsed as a long value: ${shown}`;
    return Number(number) < 0 ? `The SecondsPath parameter references a negative value: ${shown}` : undefined;
  }
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  if (kind === 'percentage') {
    if (typeof number !== 'number' || Number.isNaN(number)) {
      return `The ${field}Path field refers to value "${shown}" which is not a valid float: ${path.source}`;
    }
    return number < 0 || number > 100 ? `${field} must be between 0 and 100.` : undefined;
  }
  const least = leastOf(kind);
  if (!isWhole)
    return `The ${field}Path field refers to value "${shown}" which is not a valid integer: ${path.source}`;
  if (kind === 'seconds at most' && Number(number) > MOST_SECONDS) {
    return `${field} must be at most ${MOST_SECONDS}, not ${shown}.`;
  }
  if (Number(number) >= least) return undefined;
  return least === 0 ? `${field} cannot be negative.` : `${field} must be at least ${least}, not ${shown}.`;
}

function prepareTimestamp(
  definition: Record<string, unknown>,
  field: string,
  place: Place,
  input: (visit: Visit) => Json,
): ((visit: Visit) => number) | undefined {
  const reference = definition[`${field}Path`];
  if (reference === undefined) {
    if (definition[field] === undefined) return undefined;
    const time = parseTimestamp(place.at(field).text(definition[field]));
    if (time === undefined) place.at(field).problem('must be a time such as 2016-03-14T01:59:00Z');
    return () => time ?? 0;
  }
  const path = preparePath(reference, place.at(`${field}Path`));
  return (visit) => {
    const value = readAt(path, visit, input(visit));
    if (value === undefined) throw notFound(path.source, visit, input(visit), `${field}Path`);
    const time = typeof value === 'string' ? parseTimestamp(value) : undefined;
    if (time !== undefined) return time;
    throw visit.failure(
      'States.Runtime',
      `The ${field}Path parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path.source} == ${asText(value)}`,
    );
  };
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
