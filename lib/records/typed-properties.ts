import type { AttributeMap, AttributeValue } from './attribute-value';
import { orderOfMagnitude, parseDecimal, significantDigits } from './decimal';
import type { Property } from './property';
import { PropertyNotStorableError } from './property-not-storable-error';

/** Lists and maps in each other, the record's `properties` among them: DynamoDB Local refuses the 32nd. */
const maximumDepth = 31;
/** "38 digits of precision" (Developer Guide, "Supported data types and naming rules in Amazon DynamoDB"). */
const maximumDigits = 38;
/** Magnitudes between 1E-130 and 9.99…E+125 (the same page). */
const smallestOrder = -130;
const largestOrder = 125;

/**
 * Properties as DynamoDB's typed JSON. Absent and null are one, so undefined and null go out of objects; in a list,
 * where places count, they stay as NULL. A bigint is a number with all its digits.
 *
 * @throws PropertyNotStorableError for what is not JSON (a function, a Date, NaN), for numbers outside DynamoDB's range
 * or precision, and for more than 30 levels of lists and objects in a property.
 */
export function marshalProperties(properties: Readonly<Record<string, unknown>>): AttributeMap {
  return marshalObject(properties, '', 1);
}

/** One value as typed JSON; undefined for null and undefined. Throws as `marshalProperties` does. */
export function marshalProperty(name: string, value: unknown): AttributeValue | undefined {
  return value === null || value === undefined ? undefined : marshalValue(value, name, 2);
}

/**
 * Typed JSON as properties. A number that a double holds exactly is one; any other keeps its digits as decimal text.
 * NULL goes out of objects and is null in a list.
 */
export function unmarshalProperties(attributes: AttributeMap): Record<string, Property> {
  const properties: [string, Property][] = [];
  for (const [name, value] of Object.entries(attributes)) {
    if (!('NULL' in value)) properties.push([name, unmarshalProperty(value)]);
  }
  return Object.fromEntries(properties);
}

/** One typed value as JSON, as in `unmarshalProperties`; NULL is null. */
export function unmarshalProperty(value: AttributeValue): Property {
  if ('S' in value) return value.S;
  if ('N' in value) return exactNumber(value.N) ?? value.N;
  if ('BOOL' in value) return value.BOOL;
  if ('L' in value) return value.L.map(unmarshalProperty);
  if ('M' in value) return unmarshalProperties(value.M);
  return null;
}

function marshalObject(object: object, path: string, depth: number): AttributeMap {
  const attributes: [string, AttributeValue][] = [];
  for (const [name, value] of Object.entries(object)) {
    if (value === null || value === undefined) continue;
    attributes.push([name, marshalValue(value, path === '' ? name : `${path}.${name}`, depth + 1)]);
  }
  return Object.fromEntries(attributes);
}

function marshalValue(value: unknown, path: string, depth: number): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'boolean':
      return { BOOL: value };
    case 'number':
    case 'bigint':
      return { N: numberText(value, path) };
    case 'object':
      if (value === null) return { NULL: true };
      requireDepth(depth, path);
      if (Array.isArray(value)) {
        return {
          L: Array.from(value, (item: unknown, index) => marshalItem(item, `${path}[${index}]`, depth)),
        };
      }
      if (isPlainObject(value)) return { M: marshalObject(value, path, depth) };
      throw notJson(path, `is a ${value.constructor.name}`);
    default:
      throw notJson(path, `is a ${typeof value}`);
  }
}

function requireDepth(depth: number, path: string): void {
  if (depth <= maximumDepth) return;
  throw new PropertyNotStorableError(
    path,
    `is nested more than ${maximumDepth - 1} levels deep`,
    'Flatten it, or store it as JSON text.',
  );
}

function marshalItem(item: unknown, path: string, depth: number): AttributeValue {
  return item === undefined ? { NULL: true } : marshalValue(item, path, depth + 1);
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function notJson(path: string, what: string): PropertyNotStorableError {
  return new PropertyNotStorableError(
    path,
    `${what}, which is not JSON`,
    'Properties are strings, numbers, booleans, lists and objects; write a date as ISO 8601 text.',
  );
}

function numberText(value: number | bigint, path: string): string {
  const text = String(value);
  const decimal = parseDecimal(text);
  if (decimal === undefined) throw notJson(path, `is ${text}`);
  const order = orderOfMagnitude(decimal);
  if (significantDigits(decimal) > maximumDigits || order < smallestOrder || order > largestOrder) {
    throw new PropertyNotStorableError(
      path,
      'is a number outside what DynamoDB holds: 38 digits, from 1e-130 to 9.99e125',
      'Write a number of this range, or a text in a property of type `string`.',
    );
  }
  return text;
}

function exactNumber(text: string): number | undefined {
  const number = Number(text);
  const held = parseDecimal(String(number));
  const meant = parseDecimal(text);
  if (held === undefined || meant === undefined) return undefined;
  return held.coefficient === meant.coefficient && held.exponent === meant.exponent ? number : undefined;
}
