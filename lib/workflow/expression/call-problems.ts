import { didYouMean, nearest } from '../did-you-mean';
import { type Arity, builtInFunctions } from './built-in-functions';
import type { ExpressionProblem, SourceName } from './parsed-expression';

/**
 * The problem of a call by name, if there is one.
 *
 * @param count how many arguments it has, with the one that `~>` puts in front; undefined where a part of them is left
 *   open, as in `$substring(?, 1)`
 * @param ownNames the variables of the expression itself
 */
export function callProblem(
  name: SourceName,
  count: number | undefined,
  ownNames: readonly string[],
): ExpressionProblem | undefined {
  if (name.value === 'eval') return evalProblem(name);
  if (ownNames.includes(name.value)) return undefined;
  const arity = builtInFunctions.get(name.value);
  if (arity === undefined) {
    return {
      severity: 'error',
      code: 'unknown-function',
      start: name.start,
      message: `There is no function \`$${name.value}\`.`,
      remedy: functionRemedy(name.value, ownNames),
    };
  }
  if (count === undefined || (count >= arity.minimum && count <= arity.maximum)) return undefined;
  return {
    severity: 'error',
    code: 'wrong-arguments',
    start: name.start,
    message: `\`$${name.value}\` is called with ${argumentCount(count)}.`,
    remedy: `Give it ${arityText(arity)}.`,
  };
}

/** The problem of a call such as `exists(…)`, which calls nothing. */
export function bareCallProblem(name: SourceName, ownNames: readonly string[]): ExpressionProblem {
  return {
    severity: 'error',
    code: 'unknown-function',
    start: name.start,
    message: `\`${name.value}(…)\` calls nothing: functions begin with \`$\`.`,
    remedy: functionRemedy(name.value, ownNames),
  };
}

/** The problem of `$eval` ("Transforming data with JSONata in Step Functions"). */
export function evalProblem(name: SourceName): ExpressionProblem {
  return {
    severity: 'error',
    code: 'unsupported-function',
    start: name.start,
    message: 'Step Functions has no `$eval`.',
    remedy: 'Write `$parse(…)` to read JSON from a text.',
  };
}

/** What JavaScript, SQL, spreadsheets and HubSpot call what JSONata writes otherwise, in small letters. */
const foreignFunctions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    toupper: '$uppercase(…)',
    touppercase: '$uppercase(…)',
    ucase: '$uppercase(…)',
    tolower: '$lowercase(…)',
    tolowercase: '$lowercase(…)',
    lcase: '$lowercase(…)',
    tostring: '$string(…)',
    text: '$string(…)',
    tonumber: '$number(…)',
    parseint: '$number(…)',
    parsefloat: '$number(…)',
    int: '$number(…)',
    size: '$count(…)',
    concat: 'a & b',
    concatenate: 'a & b',
    includes: '$contains(…, …)',
    indexof: '$contains(…, …)',
    startswith: '$contains(…, /^…/)',
    endswith: '$contains(…, /…$/)',
    isnull: '$not($exists(…))',
    isempty: '$not($exists(…))',
    isblank: '$not($exists(…))',
    isdefined: '$exists(…)',
    isset: '$exists(…)',
    coalesce: '$exists(a) ? a : b',
    ifnull: '$exists(a) ? a : b',
    default: '$exists(a) ? a : b',
    if: 'a ? b : c',
    iif: 'a ? b : c',
    date: '$now()',
    today: '$substring($now(), 0, 10)',
    getdate: '$now()',
    mod: 'a % b',
    pow: '$power(…, …)',
    and: 'a and b',
    or: 'a or b',
    mean: '$average(…)',
    maximum: '$max(…)',
    minimum: '$min(…)',
    len: '$length(…)',
    strlen: '$length(…)',
    rand: '$random()',
    json: '$parse(…)',
    jsonparse: '$parse(…)',
    parsejson: '$parse(…)',
    fromjson: '$parse(…)',
    tojson: '$string(…)',
    md5: "$hash(…, 'MD5')",
    sha1: "$hash(…, 'SHA-1')",
    sha256: "$hash(…, 'SHA-256')",
    find: '$filter(…, …)',
    foreach: '$map(…, …)',
    unique: '$distinct(…)',
    uniq: '$distinct(…)',
    push: '$append(…, …)',
    slice: '$substring(…, …, …)',
    mid: '$substring(…, …, …)',
    left: '$substring(…, 0, …)',
    first: 'a[0]',
    head: 'a[0]',
    last: 'a[-1]',
    capitalize: '$uppercase($substring(…, 0, 1)) & $substring(…, 1)',
    titlecase: '$uppercase($substring(…, 0, 1)) & $substring(…, 1)',
    todate: '$toMillis(…)',
    parsedate: '$toMillis(…)',
    formatdate: "$fromMillis($toMillis(…), '[Y0001]-[M01]-[D01]')",
    dateadd: '$fromMillis($toMillis(…) + 86400000)',
    adddays: '$fromMillis($toMillis(…) + 86400000)',
  }),
);

function functionRemedy(written: string, ownNames: readonly string[]): string {
  const key = written.toLowerCase();
  const names = functionNames(ownNames);
  const foreign =
    foreignFunctions.get(key) ??
    (nearest(`$${written}`, names) === undefined ? nearestForeign(key) : undefined);
  return foreign === undefined ? didYouMean(`$${written}`, names, 'functions') : `Write \`${foreign}\`.`;
}

/** A slip in a name from elsewhere. */
function nearestForeign(key: string): string | undefined {
  const long = [...foreignFunctions.keys()].filter(({ length }) => length >= 5);
  return foreignFunctions.get(nearest(key, long) ?? '');
}

function functionNames(ownNames: readonly string[]): readonly string[] {
  return [...builtInFunctions.keys(), ...ownNames].map((name) => `$${name}`);
}

function argumentCount(count: number): string {
  return count === 1 ? 'one argument' : `${count} arguments`;
}

function arityText({ minimum, maximum }: Arity): string {
  if (minimum === maximum) return maximum === 0 ? 'none' : argumentCount(maximum);
  if (minimum === 0 && maximum === 1) return argumentCount(1);
  return maximum === Number.POSITIVE_INFINITY
    ? `${argumentCount(minimum)} or more`
    : `${minimum} to ${maximum} arguments`;
}
