import { matchesResource, matchesText } from './matches-pattern';
import type { Condition } from './policy';

/** What is known of a call beside its action and resource, by key in lower case. */
export type RequestContext = ReadonlyMap<string, string>;

/** Whether one value of the condition holds for the value of the call. */
type Comparison = (wanted: string, actual: string) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringLike: matchesText,
  ArnEquals: matchesResource,
  ArnLike: matchesResource,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/** The keys that a call on this machine can have a value for. */
const KEYS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
]);

/** Operators that are evaluated, without the suffix `IfExists`. */
export function isKnownOperator(operator: string): boolean {
  const name = operator.replace(/IfExists$/, '');
  return Object.hasOwn(COMPARISONS, name) || Object.hasOwn(NEGATED, name);
}

/** Whether calls here can have a value for a key. */
export function isKnownKey(key: string): boolean {
  return KEYS.has(key.toLowerCase());
}

/**
 * Whether a condition holds ("IAM JSON policy elements: Condition operators"): for one of its values, and for none with
 * an operator that negates. A key that the call has no value for fails it, but where it negates or says `IfExists`.
 */
export function conditionHolds({ operator, key, values }: Condition, context: RequestContext): boolean {
  const name = operator.replace(/IfExists$/, '');
  const negatedName = NEGATED[name];
  const actual = context.get(key);
  if (actual === undefined) return negatedName !== undefined || operator.endsWith('IfExists');
  const compare = COMPARISONS[negatedName ?? name];
  const isMet = compare !== undefined && values.some((value) => compare(value, actual));
  return negatedName === undefined ? isMet : !isMet;
}
