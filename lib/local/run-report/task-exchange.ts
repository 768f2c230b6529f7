import { isTemplateObject, type TemplateObject } from '../assembly/template';
import { parseUpdate } from '../dynamodb/expressions/parse-update';
import { Placeholders } from '../dynamodb/expressions/placeholders';
import type { Update } from '../dynamodb/expressions/update';
import { ServiceError } from '../dynamodb/service-error';
import type { StateVisit } from './state-visits';

/** What a step was given and what it gave, as a person wants to read it. */
export interface TaskExchange {
  readonly input?: unknown;
  readonly output?: unknown;
}

/** What a visit of a Task state has of its service. */
export type TaskTexts = Pick<StateVisit, 'resource' | 'parameters' | 'result' | 'assigned'>;

/**
 * Reads a visit's exchange out of what its service was asked and answered: of an action its inputs and outputs, of an
 * update of the record the properties that it writes and the record after it, of an event its name and detail. Of anything
 * else it is the request and the answer, as the service has them: no step type is asked for.
 */
export function taskExchange({ resource, parameters, result, assigned }: TaskTexts): TaskExchange {
  const request = parse(parameters);
  const answer = parse(result);
  switch (resource) {
    case 'lambda:invoke':
      return exchange(inner(inner(request, 'Payload'), 'inputs'), inner(inner(answer, 'Payload'), 'outputs'));
    case 'dynamodb:updateItem':
      return exchange(writtenProperties(request) ?? request, parse(assigned.record));
    case 'events:putEvents':
      return exchange(sentEvents(request), undefined);
    default:
      return exchange(request, answer);
  }
}

function exchange(input: unknown, output: unknown): TaskExchange {
  return { ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) };
}

/** The value under a key; the whole where there is no such key. */
function inner(value: unknown, key: string): unknown {
  return isTemplateObject(value) && key in value ? value[key] : value;
}

/**
 * The properties that an update assigns, and as null those that it clears; none where all that was to be written is absent,
 * and the record stays at its version. Undefined where it does anything else, such as adding to one: then only the request
 * itself tells what was asked for.
 */
function writtenProperties(request: unknown): TemplateObject | undefined {
  const written: [string, unknown][] = [];
  const update = updateOf(request);
  if (update.length > 0 && update.every(({ path }) => path.length === 1 && path[0] === 'version')) return {};
  for (const action of update) {
    const [attribute, name, ...inside] = action.path;
    if (attribute !== 'properties') continue;
    if (name === undefined || inside.length > 0) return undefined;
    if (action.kind === 'remove') written.push([String(name), null]);
    else if (action.kind === 'set' && action.value.kind === 'value')
      written.push([String(name), plainValue(action.value.value)]);
    else return undefined;
  }
  return written.length === 0 ? undefined : Object.fromEntries(written);
}

/** What a request's update expression does, as the local DynamoDB reads it; nothing where that refuses it. */
function updateOf(request: unknown): Update {
  if (!isTemplateObject(request) || typeof request.UpdateExpression !== 'string') return [];
  try {
    return parseUpdate(request.UpdateExpression, Placeholders.of(request));
  } catch (error) {
    if (error instanceof ServiceError) return [];
    throw error;
  }
}

function sentEvents(request: unknown): unknown {
  if (!isTemplateObject(request) || !Array.isArray(request.Entries)) return request;
  const events = request.Entries.filter(isTemplateObject).map(({ DetailType, Detail }) => ({
    event: DetailType,
    detail: Detail,
  }));
  return events.length === 1 ? events[0] : events;
}

/** A value of DynamoDB's JSON without its types. */
function plainValue(value: unknown): unknown {
  if (!isTemplateObject(value)) return value;
  const [[type, content] = []] = Object.entries(value);
  if (type === 'N') return Number(content);
  if (type === 'NULL') return null;
  if (type === 'L' && Array.isArray(content)) return content.map(plainValue);
  if (type === 'M' && isTemplateObject(content)) {
    return Object.fromEntries(Object.entries(content).map(([key, item]) => [key, plainValue(item)]));
  }
  return content;
}

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
