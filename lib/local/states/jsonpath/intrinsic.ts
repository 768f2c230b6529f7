import { equalJson, isJsonObject, type Json } from '../json';
import { hash } from '../jsonata/functions';
import { type Random, randomUuid, seededRandom } from '../jsonata/random';
import type { IntrinsicCall, IntrinsicParameter } from './intrinsic-syntax';
import { type Roots, read } from './path';

/** A call of an intrinsic function that failed. */
export class IntrinsicError extends Error {
  override readonly name = 'IntrinsicError';
}

/** A path among the parameters that leads nowhere. */
export class IntrinsicPathError extends Error {
  override readonly name = 'IntrinsicPathError';

  constructor(readonly path: string) {
    super(path);
  }
}

/**
 * The value of a call: "Intrinsics for JSONPath states in Step Functions".
 *
 * @throws IntrinsicError, IntrinsicPathError
 */
export function evaluateIntrinsic(call: IntrinsicCall, roots: Roots, random: Random): Json {
  const implementation = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (!implementation) throw new IntrinsicError(`there is no function ${call.name}`);
  const [least, most] = implementation.takes;
  const { length } = call.parameters;
  if (length < least || length > most) {
    throw new IntrinsicError(
      `${call.name} takes ${least === most ? least : `${least} to ${most}`} arguments`,
    );
  }
  const values = call.parameters.map((parameter) => parameterValue(parameter, roots, random));
  return implementation.call(values, random, call.parameters);
}

/** Whether there is an intrinsic function of that name. */
export function isIntrinsic(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name);
}

function parameterValue(parameter: IntrinsicParameter, roots: Roots, random: Random): Json {
  switch (parameter.kind) {
    case 'literal':
      return parameter.value;
    case 'call':
      return evaluateIntrinsic(parameter, roots, random);
    case 'path': {
      const value = read(parameter.path, roots);
      if (value === undefined) throw new IntrinsicPathError(parameter.path.source);
      return value;
    }
  }
}

interface Intrinsic {
  takes: [least: number, most: number];
  call: (values: readonly Json[], random: Random, parameters: readonly IntrinsicParameter[]) => Json;
}

const FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  'States.Array': { takes: [0, Infinity], call: (values) => [...values] },
  'States.ArrayPartition': { takes: [2, 2], call: ([array, size]) => partition(list(array), positive(size)) },
  'States.ArrayContains': {
    takes: [2, 2],
    call: ([array, wanted]) => list(array).some((item) => equalJson(item, wanted)),
  },
  'States.ArrayRange': {
    takes: [3, 3],
    call: ([first, last, step]) => range(rounded(first), rounded(last), rounded(step)),
  },
  'States.ArrayGetItem': { takes: [2, 2], call: ([array, index]) => itemAt(list(array), index) },
  'States.ArrayLength': { takes: [1, 1], call: ([array]) => list(array).length },
  'States.ArrayUnique': { takes: [1, 1], call: ([array]) => unique(list(array)) },
  'States.Base64Encode': {
    takes: [1, 1],
    call: ([data]) => Buffer.from(shortText(data), 'utf8').toString('base64'),
  },
  'States.Base64Decode': {
    takes: [1, 1],
    call: ([data]) => Buffer.from(shortText(data), 'base64').toString('utf8'),
  },
  'States.Hash': { takes: [2, 2], call: ([data, algorithm]) => digest(data ?? null, algorithm) },
  'States.JsonMerge': { takes: [3, 3], call: ([one, other, deep]) => merge(one, other, deep) },
  'States.StringToJson': { takes: [1, 1], call: ([data]) => parse(text(data)) },
  'States.JsonToString': { takes: [1, 1], call: ([data]) => JSON.stringify(data) },
  'States.MathRandom': {
    takes: [2, 3],
    call: ([start, end, seed], random) => randomBetween(rounded(start), rounded(end), seed, random),
  },
  'States.MathAdd': { takes: [2, 2], call: ([one, other]) => rounded(one) + rounded(other) },
  'States.StringSplit': { takes: [2, 2], call: ([data, delimiters]) => split(text(data), text(delimiters)) },
  'States.UUID': { takes: [0, 0], call: (_values, random) => randomUuid(random) },
  'States.Format': {
    takes: [1, Infinity],
    call: (values, _random, parameters) => format(values, parameters),
  },
};

function list(value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value;
  throw new IntrinsicError(`an array is wanted, not ${JSON.stringify(value)}`);
}

function text(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  throw new IntrinsicError(`a string is wanted, not ${JSON.stringify(value)}`);
}

/** Base64 and hash take at most 10,000 characters. */
function shortText(value: Json | undefined): string {
  const given = text(value);
  if (given.length <= 10_000) return given;
  throw new IntrinsicError('the data must have at most 10,000 characters');
}

function number(value: Json | undefined): number {
  if (typeof value === 'number') return value;
  throw new IntrinsicError(`a number is wanted, not ${JSON.stringify(value)}`);
}

/** Numbers are rounded to the nearest integer, halves up. */
function rounded(value: Json | undefined): number {
  return Math.round(number(value)) + 0;
}

function positive(value: Json | undefined): number {
  const size = rounded(value);
  if (size > 0) return size;
  throw new IntrinsicError(`a positive number is wanted, not ${size}`);
}

function partition(array: Json[], size: number): Json[] {
  return Array.from({ length: Math.ceil(array.length / size) }, (_, i) =>
    array.slice(i * size, (i + 1) * size),
  );
}

/** "The newly generated array can't contain more than 1000 items." */
function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new IntrinsicError('the increment must not be 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > 1000) throw new IntrinsicError(`the range must have at most 1000 items, not ${length}`);
  return Array.from({ length }, (_, i) => first + i * step);
}

function itemAt(array: Json[], index: Json | undefined): Json {
  const at = number(index);
  const item = Number.isInteger(at) ? array[at] : undefined;
  if (item !== undefined) return item;
  throw new IntrinsicError(`there is no item ${at} in an array of ${array.length}`);
}

function unique(array: Json[]): Json[] {
  return array.filter((item, i) => array.findIndex((other) => equalJson(item, other)) === i);
}

function digest(data: Json, algorithm: Json | undefined): string {
  if (typeof data === 'string') shortText(data);
  try {
    return hash(typeof data === 'string' ? data : JSON.stringify(data), text(algorithm)) ?? '';
  } catch {
    throw new IntrinsicError(
      `the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512, not ${algorithm}`,
    );
  }
}

/** "Step Functions currently supports only the shallow merging mode; therefore, you must specify false." */
function merge(one: Json | undefined, other: Json | undefined, deep: Json | undefined): Json {
  if (deep !== false)
    throw new IntrinsicError('only a shallow merge is supported: the third argument must be false');
  if (!isJsonObject(one) || !isJsonObject(other)) throw new IntrinsicError('two objects are wanted');
  return { ...one, ...other };
}

function parse(data: string): Json {
  if (data.trim() === '') return null;
  try {
    const value: Json = JSON.parse(data);
    return value === 0 ? 0 : value;
  } catch {
    throw new IntrinsicError('the string is not JSON');
  }
}

function randomBetween(start: number, end: number, seed: Json | undefined, random: Random): number {
  const source = seed === undefined ? random : seededRandom(rounded(seed));
  return start + Math.floor(source() * (end - start));
}

/** Every character of the second argument parts; what is empty is left out. */
function split(data: string, delimiters: string): string[] {
  const separators = new Set(delimiters);
  const parts: string[] = [];
  let part = '';
  for (const char of data) {
    if (separators.has(char)) {
      if (part) parts.push(part);
      part = '';
    } else {
      part += char;
    }
  }
  if (part) parts.push(part);
  return parts;
}

/** Puts a value in for each `{}` of the template; `\{`, `\}` and `\\` stand for the characters themselves. */
function format(values: readonly Json[], parameters: readonly IntrinsicParameter[]): string {
  const [template, ...rest] = values;
  const [first] = parameters;
  const pattern = first?.kind === 'literal' && first.raw !== undefined ? first.raw : text(template);
  let used = 0;
  const result = pattern.replace(/\\([\s\S])|\{\}/g, (matched, escaped: string | undefined) => {
    if (escaped !== undefined) return `'{}\\`.includes(escaped) ? escaped : matched;
    const value = rest[used++];
    if (value === undefined) throw new IntrinsicError('there are more {} than arguments');
    return shown(value);
  });
  if (used !== rest.length) throw new IntrinsicError(`there are ${rest.length} arguments for ${used} {}`);
  return result;
}

/** A value as it stands in a formatted text: objects and lists in the notation of Java, as AWS writes them. */
function shown(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (!isJsonObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${shown(item)}`)
    .join(', ')}}`;
}
