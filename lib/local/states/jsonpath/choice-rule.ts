import type { Json } from '../json';
import type { Place } from '../preparation';
import { parseTimestamp } from '../timestamp';
import type { Visit } from '../visit';
import type { Path } from './path-model';
import { preparePath, readAt } from './reference';

/** Whether a rule holds for what `$` stands for. */
export type ChoiceRule = (visit: Visit, input: Json) => boolean;

/** Prepares a rule of a Choice: And, Or, Not, or a comparison: "Choice workflow state". */
export function prepareChoiceRule(rule: Record<string, unknown>, place: Place): ChoiceRule {
  for (const [key, combine] of [
    ['And', every],
    ['Or', some],
  ] as const) {
    if (rule[key] === undefined) continue;
    const rules = place
      .at(key)
      .list(rule[key])
      .map((inner, i) => prepareChoiceRule(place.at(key, i).object(inner), place.at(key, i)));
    return combine(rules);
  }
  if (rule.Not !== undefined) {
    const inner = prepareChoiceRule(place.at('Not').object(rule.Not), place.at('Not'));
    return (visit, input) => !inner(visit, input);
  }
  return prepareComparison(rule, place);
}

function every(rules: ChoiceRule[]): ChoiceRule {
  return (visit, input) => rules.every((rule) => rule(visit, input));
}

function some(rules: ChoiceRule[]): ChoiceRule {
  return (visit, input) => rules.some((rule) => rule(visit, input));
}

function prepareComparison(rule: Record<string, unknown>, place: Place): ChoiceRule {
  const variable = preparePath(rule.Variable, place.at('Variable'));
  const operators = Object.keys(rule).filter((key) => operatorOf(key) || key in TESTS || key === 'IsPresent');
  const [name] = operators;
  if (name === undefined || operators.length > 1) {
    place.problem('must have exactly one comparison operator');
    return () => false;
  }
  const expected = rule[name];
  if (name === 'IsPresent') {
    return (visit, input) => isPresent(variable, visit, input) === expected;
  }
  const test = TESTS[name];
  if (test) return (visit, input) => test(valueAt(variable, visit, input)) === expected;
  const operator = operatorOf(name);
  if (!operator) return () => false;
  if (operator.isPath) {
    const path = preparePath(expected, place.at(name));
    return (visit, input) => operator.holds(valueAt(variable, visit, input), valueAt(path, visit, input));
  }
  return (visit, input) => operator.holds(valueAt(variable, visit, input), expected);
}

function isPresent(path: Path, visit: Visit, input: Json): boolean {
  const value = readAt(path, visit, input);
  return path.isDefinite ? value !== undefined : Array.isArray(value) && value.length > 0;
}

function valueAt(path: Path, visit: Visit, input: Json): Json {
  const value = readAt(path, visit, input);
  if (value === undefined) {
    throw visit.failure(
      'States.Runtime',
      `Invalid path '${path.source}': The choice state's condition path references an invalid value.`,
    );
  }
  return value;
}

const TESTS: Readonly<Record<string, (value: Json) => boolean>> = {
  IsNull: (value) => value === null,
  IsBoolean: (value) => typeof value === 'boolean',
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsTimestamp: (value) => typeof value === 'string' && parseTimestamp(value) !== undefined,
};

interface Operator {
  isPath: boolean;
  holds: (value: Json, expected: unknown) => boolean;
}

const NAME =
  /^(?<type>String|Numeric|Boolean|Timestamp)(?<how>Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals|Matches)(?<path>Path)?$/;

/** A comparison operator by its name; values of another type compare false. */
function operatorOf(name: string): Operator | undefined {
  const { type, how, path } = NAME.exec(name)?.groups ?? {};
  if (!type || !how) return undefined;
  const isPath = path !== undefined;
  if (how === 'Matches') {
    if (type !== 'String' || isPath) return undefined;
    return {
      isPath,
      holds: (value, pattern) =>
        typeof value === 'string' && typeof pattern === 'string' && matchesWildcards(pattern, value),
    };
  }
  if (type === 'Boolean' && how !== 'Equals') return undefined;
  const comparable = (value: unknown): string | number | boolean | undefined => {
    if (type === 'Timestamp') return typeof value === 'string' ? parseTimestamp(value) : undefined;
    return typeof value === type.toLowerCase().replace('numeric', 'number')
      ? (value as string | number | boolean)
      : undefined;
  };
  return {
    isPath,
    holds: (value, expected) => {
      const [one, other] = [comparable(value), comparable(expected)];
      if (one === undefined || other === undefined) return false;
      switch (how) {
        case 'LessThan':
          return one < other;
        case 'LessThanEquals':
          return one <= other;
        case 'GreaterThan':
          return one > other;
        case 'GreaterThanEquals':
          return one >= other;
        default:
          return one === other;
      }
    },
  };
}

/** `*` stands for any text, `\*` for the star, `\\` for the backslash; without backtracking over more than one star. */
function matchesWildcards(pattern: string, text: string): boolean {
  const parts = [''];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '*') parts.push('');
    else parts[parts.length - 1] += char === '\\' && i + 1 < pattern.length ? pattern.charAt(++i) : char;
  }
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
