import { inspect, types } from 'node:util';
import { errorMark } from '../../lib/action-marks';
import { causeText } from './cause-text';
import { get, isError, isObject, text } from './read-anything';

/** Longest text taken from anything thrown, before it is worked on further. */
const longestText = 10_000;
const longestBody = 500;
const longestName = 100;
/** What an author should know whose `RetryAfterError` does not say when. */
const unclearWait =
  "[RetryAfterError takes the seconds, or a Date, and then the message: new RetryAfterError(30, 'wait a bit'). It got neither first, so that the step's own schedule counts.]";

/** What can be said of a thrown value, whatever it is: plain values of bounded length. */
export interface Thrown {
  /** The error's own name (`TypeError`), or the type of a value that is no error. */
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** HTTP status of the answer that the error is about. */
  readonly status?: number;
  /** System or library codes of the error, its causes and its parts, outermost first. */
  readonly codes: readonly string[];
  /** Header `Retry-After` of that answer. */
  readonly retryAfter?: string;
  /** Host that gave that answer. */
  readonly host?: string;
  /** The beginning of that answer's body. */
  readonly body?: string;
  /** True where the library itself says that trying again may help (AWS SDK). */
  readonly retryable?: boolean;
  /** Which of the errors that authors can throw it is (`lib/action.ts`). */
  readonly author?: {
    readonly kind: string;
    readonly seconds?: number;
    /** A `RetryAfterError` that got neither seconds nor a date: it is tried again by the step's schedule. */
    readonly isUnclear?: true;
  };
}

/**
 * Reads a thrown value, of any shape and size. Never throws, whatever its getters and proxies do.
 *
 * @param hide takes secrets out of text, before any of it is cut off
 */
export function readThrown(thrown: unknown, hide: (text: string) => string): Thrown {
  const bounded = (text: string | undefined) => hide(text ?? '').slice(0, longestText);
  const isOne = isError(thrown);
  const name = isOne ? bounded(text(get(thrown, 'name'))).slice(0, longestName) || 'Error' : typeof thrown;
  const own = (isOne && bounded(text(get(thrown, 'message')))) || bounded(printed(thrown));
  // What caused a failure of our own wording is part of those words, or only the place.
  const cause = isOne && name !== 'ActionFailure' ? hide(causeText(thrown, own)) : '';
  const author = isOne ? authorOf(thrown) : undefined;
  const { body, host, ...answer } = answerOf(thrown);
  return {
    name,
    message: `${own}${cause === '' ? '' : ` (${cause})`}${author?.isUnclear ? ` ${unclearWait}` : ''}`,
    stack: isOne ? bounded(text(get(thrown, 'stack'))) : '',
    codes: isOne ? codesOf(thrown) : [],
    ...answer,
    ...(host !== undefined && { host: bounded(host) }),
    ...(body !== undefined && { body: bounded(body).slice(0, longestBody) }),
    ...(author !== undefined && { author }),
  };
}

function answerOf(thrown: unknown): Partial<Thrown> {
  const response = get(thrown, 'response');
  const status = [
    get(response, 'status'),
    get(response, 'statusCode'),
    get(thrown, 'status'),
    get(thrown, 'statusCode'),
    get(thrown, 'code'),
    get(get(thrown, '$metadata'), 'httpStatusCode'),
  ]
    .map((value) => (typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN))
    .find((number) => Number.isInteger(number) && number >= 100 && number <= 599);
  const retryAfter =
    header(get(response, 'headers'), 'retry-after') ?? header(get(thrown, 'headers'), 'retry-after');
  const host = hostOf(thrown, response);
  const body = bodyOf(get(response, 'data') ?? get(response, 'body') ?? get(thrown, 'body'));
  const retryable = Boolean(get(thrown, '$retryable')) || get(thrown, 'retryable') === true;
  return {
    ...(status !== undefined && { status }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(host !== undefined && { host }),
    ...(body !== undefined && { body }),
    ...(retryable && { retryable }),
  };
}

function authorOf(thrown: object): Thrown['author'] {
  const kind = text(get(thrown, errorMark));
  if (kind === undefined) return undefined;
  if (kind !== 'retryAfter') return { kind };
  const given = get(thrown, 'seconds');
  const seconds = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  return typeof seconds === 'number' && Number.isFinite(seconds)
    ? { kind, seconds }
    : { kind, isUnclear: true };
}

/** Codes of the error, its causes (`fetch failed` says why there), and the errors that it gathers. */
function codesOf(thrown: object): string[] {
  const codes: string[] = [];
  const queue: unknown[] = [thrown];
  for (let seen = 0; queue.length > 0 && seen < 10; seen += 1) {
    const error = queue.shift();
    for (const key of ['code', 'name']) {
      const value = text(get(error, key));
      if (value !== undefined) codes.push(value);
    }
    queue.push(get(error, 'cause'));
    const parts = get(error, 'errors');
    if (Array.isArray(parts)) queue.push(...parts.slice(0, 3));
  }
  return codes;
}

/** A header from a plain object, axios's headers, or fetch's. */
function header(headers: unknown, name: string): string | undefined {
  const read = get(headers, 'get');
  if (typeof read === 'function') {
    try {
      return text(Reflect.apply(read, headers, [name]));
    } catch {
      return undefined;
    }
  }
  const value = get(headers, name) ?? get(headers, 'Retry-After');
  return typeof value === 'number' ? String(value) : text(value);
}

function hostOf(thrown: unknown, response: unknown): string | undefined {
  const config = get(thrown, 'config') ?? get(response, 'config');
  const places = [
    get(response, 'url'),
    get(config, 'url'),
    get(config, 'baseURL'),
    get(get(get(response, 'request'), 'uri'), 'href'),
    get(thrown, 'url'),
  ];
  for (const place of places) {
    try {
      return new URL(text(place) ?? '').hostname;
    } catch {
      // no absolute address: look at the next place
    }
  }
  return text(get(get(thrown, 'request'), 'host'));
}

/** Text or plain data; not a stream that nobody has read. */
function bodyOf(body: unknown): string | undefined {
  const isData = typeof body === 'string' ? body !== '' : isObject(body) && isPlain(body);
  return isData ? printed(body) : undefined;
}

function isPlain(value: object): boolean {
  try {
    return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  } catch {
    return false;
  }
}

/** A value as `console.log` would print it, bounded in length and in the work that it takes. */
function printed(value: unknown): string {
  try {
    if (typeof value === 'string') return value;
    if (isObject(value) && !types.isProxy(value) && Object.keys(value).length > 50) {
      return `an object with ${Object.keys(value).length} keys`;
    }
    return inspect(value, {
      depth: 2,
      maxArrayLength: 20,
      maxStringLength: longestText,
      breakLength: Number.POSITIVE_INFINITY,
    });
  } catch {
    return 'a value that cannot be printed';
  }
}
