import { createHash } from 'node:crypto';
import { type Random, randomUuid, seededRandom } from './random';
import { type Builtin, builtinsInRealm } from './realm';

/**
 * The functions of JSONata in Step Functions: those it adds ("Transforming data with JSONata in Step Functions"), the
 * one it removes, and those of the library that are bounded here, since a definition is not to be trusted.
 */

/** What Step Functions adds to JSONata, and what it takes away, without `$`; `$random` takes a seed besides. */
export const ADDED_FUNCTIONS = ['partition', 'range', 'hash', 'uuid', 'parse'] as const;
export const REMOVED_FUNCTIONS = ['eval'] as const;

/** Longer strings and lists are refused: forty times what any state may hand on. */
const LONGEST_STRING = 10_000_000;
const LONGEST_LIST = 1_000_000;

/** An error as the library would throw it, which words those that have a code itself, with their value. */
function fail(message: string, code?: string, value?: unknown): never {
  throw { ...(code === undefined ? {} : { code, value }), message };
}

/** `$partition(array, size)`: lists of at most that size. */
function partition(array: unknown, size: unknown): unknown[][] | undefined {
  if (array === undefined || size === undefined) return undefined;
  const list: unknown[] = Array.isArray(array) ? array : [array];
  if (typeof size !== 'number' || !Number.isInteger(size) || size <= 0) {
    return fail('The second argument of the partition function must be a positive integer.');
  }
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}

/** `$range(first, last, step)`: a sequence, so that a single number stands alone (recorded from AWS). */
function range(first: unknown, last: unknown, step: unknown): number[] | undefined {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  if (typeof first !== 'number' || typeof last !== 'number' || typeof step !== 'number') {
    return fail('The arguments of the range function must be numbers.');
  }
  if (step === 0) return fail('The third argument of the range function must not be 0.');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > LONGEST_LIST)
    return fail(`The range function must not give more than ${LONGEST_LIST} numbers.`);
  return sequence(numbers(first, count, step));
}

function numbers(first: number, count: number, step: number): number[] {
  const list = new Array<number>(count);
  for (let i = 0; i < count; i++) list[i] = first + i * step;
  return list;
}

/** Marks a list as the library marks its results: one with a single item collapses to it. */
function sequence<T>(list: T[]): T[] {
  Object.defineProperty(list, 'sequence', { enumerable: false, value: true });
  return list;
}

const DIGESTS: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** `$hash(data, algorithm)`: the digest in hexadecimal, SHA-256 unless said otherwise. */
export function hash(data: unknown, algorithm: unknown = 'SHA-256'): string | undefined {
  if (data === undefined) return undefined;
  const digest =
    typeof algorithm === 'string' && Object.hasOwn(DIGESTS, algorithm) ? DIGESTS[algorithm] : undefined;
  if (!digest)
    return fail(`The algorithm of the hash function must be one of ${Object.keys(DIGESTS).join(', ')}.`);
  return createHash(digest).update(String(data)).digest('hex');
}

/** `$parse(text)`: JSON text to its value. */
function parse(text: unknown): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(String(text));
  } catch {
    return fail('The argument of the parse function must be valid JSON.');
  }
}

/** `$lookup(object, key)` on own properties only; over a list it gives what each item has. */
export function lookup(input: unknown, key: unknown): unknown {
  if (typeof key !== 'string') return undefined;
  if (Array.isArray(input)) {
    const found: unknown[] = [];
    for (const item of input) {
      const value = lookup(item, key);
      if (Array.isArray(value)) for (const each of value) found.push(each);
      else if (value !== undefined) found.push(value);
    }
    return sequence(found);
  }
  if (!isPlain(input) || !Object.hasOwn(input, key)) return undefined;
  return input[key];
}

/** An object that holds data: not null, not a function of either kind. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isFunction(value);
}

/** Whether a value is a function, or a list that holds one at any depth. */
function holdsFunction(value: unknown): boolean {
  return isFunction(value) || (Array.isArray(value) && value.some(holdsFunction));
}

/** Functions and lambdas, native and of the library. */
export function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  return (
    ('_jsonata_function' in value && value._jsonata_function === true) ||
    ('_jsonata_lambda' in value && value._jsonata_lambda === true)
  );
}

/** Names under which rewritten nodes reach our functions; no expression can spell them. */
export const PRIVATE = { lookup: '\0lookup', range: '\0range', concat: '\0concat' } as const;

/** `a .. b`, as the library has it but for the greatest length. */
function rangeOperator(first: unknown, last: unknown): number[] | undefined {
  if (first !== undefined && !Number.isInteger(first)) {
    return fail('The left side of the range operator (..) must evaluate to an integer', 'T2003');
  }
  if (last !== undefined && !Number.isInteger(last)) {
    return fail('The right side of the range operator (..) must evaluate to an integer', 'T2004');
  }
  if (typeof first !== 'number' || typeof last !== 'number' || first > last) return undefined;
  const size = last - first + 1;
  if (size > LONGEST_LIST) {
    return fail('The size of the sequence must not exceed 1e6', 'D2014', size);
  }
  return sequence(numbers(first, size, 1));
}

/** Built-ins whose signature stays, while another implementation stands behind it. */
const REPLACED = ['lookup', 'shuffle', 'now', 'millis', 'base64encode', 'base64decode'] as const;

/** Built-ins whose result can be much larger than what they are given. */
const GROWING = ['join', 'replace', 'split', 'append', 'zip'] as const;

/** What the interpreter gives to every evaluation, besides the variables. */
export interface Surroundings {
  /** `$now()` and `$millis()`, in milliseconds since the epoch. */
  now: () => number;
  /** Behind `$random()`, `$uuid()` and `$shuffle()`. */
  random: Random;
}

/** What the evaluation under way has at hand. */
export interface Running extends Surroundings {
  /** How many numbers its ranges may still make: a few nodes are enough to make any amount of them. */
  numbersLeft: number;
}

/**
 * The functions bound over the library's for all expressions, by name without `$`.
 *
 * @param current read at each call, so that one set serves every execution
 */
export function functions(current: Running): Record<string, unknown> {
  const library = builtinsInRealm([...GROWING, ...REPLACED, 'pad', 'spread', 'string', 'fromMillis']);
  const builtin = (name: string): Builtin => {
    const found = library[name];
    if (!found) throw new Error(`JSONata has no function ${name}: another version than the one pinned?`);
    return found;
  };
  const replaced = (name: string, implementation: Builtin['implementation']): Builtin => ({
    ...builtin(name),
    implementation,
  });
  const fromMillis = builtin('fromMillis').implementation;
  const toText = builtin('string').implementation;
  const concat = (left: unknown, right: unknown) => {
    const text = (value: unknown) => (value === undefined ? '' : String(toText.call(undefined, value)));
    return bounded('& operator', text(left) + text(right));
  };
  const spend = (numbers: number[] | undefined) => {
    current.numbersLeft -= numbers?.length ?? 0;
    if (current.numbersLeft < 0) fail('The ranges of the expression are too large together.');
    return numbers;
  };
  return {
    ...Object.fromEntries(
      GROWING.map((name) => [
        name,
        checked(builtin(name), { after: (result) => bounded(`${name} function`, result) }),
      ]),
    ),
    pad: checked(builtin('pad'), {
      before: ([, width]) => {
        if (Math.abs(Number(width)) > LONGEST_STRING) fail(tooLong('pad function'));
      },
    }),
    spread: checked(builtin('spread'), {
      before: ([given]) => {
        // The library would take its own functions apart, into functions of the host.
        if (holdsFunction(given)) fail('The argument of the spread function must not be a function.');
      },
    }),
    eval: undefined,
    partition: define(partition),
    range: define((first: unknown, last: unknown, step: unknown) => spend(range(first, last, step))),
    hash: define(hash),
    parse: define(parse),
    lookup: replaced('lookup', lookup),
    base64encode: replaced('base64encode', encodeBase64),
    base64decode: replaced('base64decode', decodeBase64),
    uuid: define(() => randomUuid(current.random)),
    random: define((seed?: unknown) => (typeof seed === 'number' ? seededRandom(seed)() : current.random())),
    shuffle: replaced('shuffle', (list: unknown) => shuffle(list, current.random)),
    now: replaced('now', function (this: unknown, picture: unknown, timezone: unknown) {
      return fromMillis.call(this, current.now(), picture, timezone);
    }),
    millis: replaced('millis', () => current.now()),
    [PRIVATE.lookup]: define(lookup),
    [PRIVATE.range]: define((first: unknown, last: unknown) => spend(rangeOperator(first, last))),
    [PRIVATE.concat]: define(concat),
  };
}

/** The same built-in with a check of its arguments and of its result. */
function checked(
  { implementation, signature }: Builtin,
  { before, after }: { before?: (parameters: unknown[]) => void; after?: (result: unknown) => unknown },
): Builtin {
  return {
    _jsonata_function: true,
    signature,
    implementation(this: unknown, ...parameters: unknown[]): unknown {
      before?.(parameters);
      const result: unknown = implementation.apply(this, parameters);
      return after ? after(result) : result;
    },
  };
}

function define(implementation: (this: unknown, ...parameters: never[]) => unknown): object {
  return { _jsonata_function: true, implementation };
}

function bounded(what: string, result: unknown): unknown {
  if (typeof result === 'string' && result.length > LONGEST_STRING) fail(tooLong(what));
  if (Array.isArray(result) && result.length > LONGEST_LIST * 4) {
    fail(`The ${what} must not give a list of more than ${LONGEST_LIST * 4} items.`);
  }
  return result;
}

function tooLong(what: string): string {
  return `The ${what} must not give a string of more than ${LONGEST_STRING} characters.`;
}

/** The library has these from the host, a byte for each character, which its realm does not have. */
function encodeBase64(text: unknown): unknown {
  return text === undefined ? undefined : Buffer.from(String(text), 'latin1').toString('base64');
}

function decodeBase64(text: unknown): unknown {
  return text === undefined ? undefined : Buffer.from(String(text), 'base64').toString('latin1');
}

/** Fisher-Yates, from the given source. */
function shuffle(list: unknown, random: Random): unknown {
  if (!Array.isArray(list)) return list;
  const shuffled: unknown[] = [...list];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}
