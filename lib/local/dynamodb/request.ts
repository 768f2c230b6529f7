import type { Item } from './attribute-value';
import { readItem } from './read-value';
import { serializationError, validationError } from './service-error';

/** The JSON body of a request. */
export type Request = Readonly<Record<string, unknown>>;

/** The JSON body of an answer. */
export type Answer = Record<string, unknown>;

/** What a request member holds; null is absent. */
export function member(request: Request, name: string): unknown {
  return request[name] ?? undefined;
}

/** A text that the request may hold. @throws ServiceError when it holds something else */
export function optionalText(request: Request, name: string): string | undefined {
  const value = member(request, name);
  if (value === undefined || typeof value === 'string') return value;
  throw serializationError('Unexpected value type in payload');
}

/** A text that the request must hold. @throws ServiceError */
export function requiredText(request: Request, name: string): string {
  return optionalText(request, name) ?? missing(name);
}

/** One of several texts. @throws ServiceError when it is another one */
export function optionalChoice<Choice extends string>(
  request: Request,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = optionalText(request, name);
  if (text === undefined) return undefined;
  const choice = choices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw validationError(
    `1 validation error detected: Value '${text}' at '${memberName(name)}' failed to satisfy constraint: Member must satisfy enum value set: [${choices.join(', ')}]`,
  );
}

/** A switch that the request may hold; off where it does not. @throws ServiceError */
export function flag(request: Request, name: string): boolean {
  const value = member(request, name) ?? false;
  if (typeof value !== 'boolean') throw serializationError('Unexpected value type in payload');
  return value;
}

/** A whole number that the request may hold. @throws ServiceError when it holds something else */
export function optionalCount(request: Request, name: string): number | undefined {
  const value = member(request, name);
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value))) return value;
  throw serializationError('Unexpected value type in payload');
}

/** An item or key that the request must hold. @throws ServiceError */
export function requiredItem(request: Request, name: string): Item {
  return readItem(member(request, name) ?? missing(name));
}

/** A list that the request must hold. @throws ServiceError */
export function requiredList(request: Request, name: string): unknown[] {
  const value = member(request, name) ?? missing(name);
  if (!Array.isArray(value)) throw serializationError('Unexpected field type');
  return value;
}

/** An object inside a request. @throws ServiceError */
export function asRequest(value: unknown): Request {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw serializationError('Unexpected value type in payload');
  }
  return { ...value };
}

/** @throws ServiceError when the request uses one of the parameters that expressions replaced */
export function refuseLegacyParameters(request: Request, names: readonly string[]): void {
  const used = names.find((name) => member(request, name) !== undefined);
  if (used === undefined) return;
  throw validationError(
    `The local store knows no ${used}, which expressions have replaced: see "Legacy DynamoDB conditional parameters" in the Developer Guide`,
  );
}

/** The name of a member as validation messages write it. */
function memberName(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function missing(name: string): never {
  throw validationError(
    `1 validation error detected: Value null at '${memberName(name)}' failed to satisfy constraint: Member must not be null`,
  );
}
