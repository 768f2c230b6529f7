import type { ValueKind } from './value-kinds';

/** How many arguments a function takes. */
export interface Arity {
  /** Without the one that JSONata takes from the context when it is left out. */
  readonly minimum: number;
  readonly maximum: number;
  /** The kind of what it gives, where that is always the same. */
  readonly gives?: ValueKind;
}

/**
 * The functions that expressions can call: JSONata 2.0.6's own (its signatures in the documentation's "Function
 * library") without `$eval`, and those that Step Functions adds ("Transforming data with JSONata in Step Functions").
 */
export const builtInFunctions: ReadonlyMap<string, Arity> = new Map(
  Object.entries({
    abs: [0, 1, 'number'],
    append: [2, 2],
    assert: [1, 2],
    average: [1, 1, 'number'],
    base64decode: [0, 1, 'text'],
    base64encode: [0, 1, 'text'],
    boolean: [0, 1, 'boolean'],
    ceil: [0, 1, 'number'],
    clone: [0, 1],
    contains: [1, 2, 'boolean'],
    count: [1, 1, 'number'],
    decodeUrl: [0, 1, 'text'],
    decodeUrlComponent: [0, 1, 'text'],
    distinct: [1, 1],
    each: [1, 2],
    encodeUrl: [0, 1, 'text'],
    encodeUrlComponent: [0, 1, 'text'],
    exists: [1, 1, 'boolean'],
    filter: [2, 2],
    floor: [0, 1, 'number'],
    formatBase: [0, 2, 'text'],
    formatInteger: [1, 2, 'text'],
    formatNumber: [1, 3, 'text'],
    fromMillis: [0, 3, 'text'],
    hash: [1, 2, 'text'],
    join: [1, 2, 'text'],
    keys: [0, 1],
    length: [0, 1, 'number'],
    lookup: [1, 2],
    lowercase: [0, 1, 'text'],
    map: [2, 2],
    match: [1, 3],
    max: [1, 1, 'number'],
    merge: [1, 1],
    millis: [0, 0, 'number'],
    min: [1, 1, 'number'],
    not: [0, 1, 'boolean'],
    now: [0, 2, 'text'],
    number: [0, 1, 'number'],
    pad: [1, 3, 'text'],
    parse: [1, 1],
    parseInteger: [1, 2, 'number'],
    partition: [2, 2],
    power: [1, 2, 'number'],
    random: [0, 1, 'number'],
    range: [3, 3],
    reduce: [2, 3],
    replace: [2, 4, 'text'],
    reverse: [1, 1],
    round: [0, 2, 'number'],
    shuffle: [1, 1],
    sift: [0, 2],
    single: [1, 2],
    sort: [1, 2],
    split: [1, 3],
    spread: [0, 1],
    sqrt: [0, 1, 'number'],
    string: [0, 2, 'text'],
    substring: [1, 3, 'text'],
    substringAfter: [1, 2, 'text'],
    substringBefore: [1, 2, 'text'],
    sum: [1, 1, 'number'],
    toMillis: [0, 2, 'number'],
    trim: [0, 1, 'text'],
    type: [1, 1, 'text'],
    uppercase: [0, 1, 'text'],
    uuid: [0, 0, 'text'],
    zip: [1, Number.POSITIVE_INFINITY],
    error: [0, 1],
  } satisfies Record<string, [minimum: number, maximum: number, gives?: ValueKind]>).map(
    ([name, [minimum, maximum, gives]]) => [
      name,
      { minimum, maximum, ...(gives === undefined ? {} : { gives }) },
    ],
  ),
);
