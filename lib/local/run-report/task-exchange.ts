import { isTemplateObject, type TemplateObject } from '../assembly/template';
import type { StateVisit } from './state-visits';

/** What a step was given and what it gave, as a person wants to read it. */
export interface TaskExchange {
  readonly input?: unknown;
  readonly output?: unknown;
}

/**
 * Reads a visit's exchange out of what its service was asked and answered: of an action its inputs and outputs, of an
 * update the properties that it writes and the record after it, of an event its name and detail. Of any other service
 * it is the request and the answer.
 */
export function taskExchange({ resource, parameters, result, assigned }: StateVisit): TaskExchange {
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

/** `#properties.#p0 = :p0` sets the property that `#p0` names; without a value it removes it, which clears it. */
function writtenProperties(request: unknown): TemplateObject | undefined {
  if (!isTemplateObject(request) || typeof request.UpdateExpression !== 'string') return undefined;
  const names = isTemplateObject(request.ExpressionAttributeNames) ? request.ExpressionAttributeNames : {};
  const values = isTemplateObject(request.ExpressionAttributeValues) ? request.ExpressionAttributeValues : {};
  const written = [...request.UpdateExpression.matchAll(/#properties\.(#\w+)(?: = (:\w+))?/g)].map(
    ([, name = '', value]): [string, unknown] => [
      String(names[name]),
      value === undefined ? null : plainValue(values[value]),
    ],
  );
  return written.length === 0 ? undefined : Object.fromEntries(written);
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
