import { PropertyNotStorableError } from '../records/property-not-storable-error';
import type { PropertyDefinition } from '../records/records-schema';
import { marshalProperty } from '../records/typed-properties';
import { unknownChoice } from './choices';
import { didYouMean } from './did-you-mean';
import type { StepCheck, StepPath, StepProblem } from './steps/step-check';

/**
 * Checks a value that a step writes into a property: the property must be known, and a value that is no expression
 * must be of its type, and one of its choices. `null` clears any property.
 *
 * @param at where the value stands, under the property's name as its key
 */
export function checkPropertyLiteral(
  name: string,
  value: string | number | boolean | null,
  at: StepPath,
  check: StepCheck,
): void {
  const property = checkPropertyName(name, { at, pointAt: 'key' }, check);
  if (property === undefined || value === null) return;
  if (typeof value === 'string' && value.startsWith('{%')) return;
  const problem = literalProblem(name, value, property);
  if (problem !== undefined) check.report({ ...problem, at });
  else checkStorable(name, value, at, check);
}

/**
 * Checks that there is a property.
 *
 * @param place where its name stands: as a key, or as a value
 * @returns the property; undefined where there is none, which is reported, and where the properties are not known
 */
export function checkPropertyName(
  name: string,
  place: Pick<StepProblem, 'at' | 'pointAt'>,
  check: StepCheck,
): PropertyDefinition | undefined {
  const property = check.properties?.get(name);
  if (property === undefined && check.properties !== undefined) {
    check.report({
      code: 'unknown-property',
      ...place,
      message: `\`${check.objectType}\` has no property \`${name}\` in records.schema.json.`,
      remedy: didYouMean(name, check.properties.keys(), `properties of \`${check.objectType}\``),
    });
  }
  return property;
}

/** What is wrong with a value that is written down for a property, if anything. */
export function literalProblem(
  name: string,
  value: string | number | boolean,
  property: PropertyDefinition,
): Pick<StepProblem, 'code' | 'message' | 'remedy'> | undefined {
  const unknown = property.choices && unknownChoice(String(value), property.choices);
  if (unknown !== undefined) {
    return {
      code: 'unknown-choice',
      message: `\`${name}\` cannot be ${JSON.stringify(value)}.`,
      remedy: didYouMean(unknown, property.choices ?? [], `choices of \`${name}\``),
    };
  }
  const rule = rules[property.type];
  if (rule.holds(value)) return undefined;
  return {
    code: 'wrong-property-type',
    message: `\`${name}\` is of type \`${property.type}\`, and ${JSON.stringify(value)} is not.`,
    remedy: `Write ${rule.right}.`,
  };
}

/** Checks that DynamoDB can hold a value of a property: its numbers end at 9.99e125. */
export function checkStorable(name: string, value: unknown, at: StepPath, check: StepCheck): void {
  try {
    marshalProperty(name, value);
  } catch (error) {
    if (!(error instanceof PropertyNotStorableError)) throw error;
    check.report({ code: error.code, at, message: error.message, remedy: error.remedy });
  }
}

interface TypeRule {
  holds(value: string | number | boolean): boolean;
  readonly right: string;
}

const text: TypeRule = { holds: (value) => typeof value === 'string', right: 'a text in double quotes' };

const rules: Record<PropertyDefinition['type'], TypeRule> = {
  string: text,
  phone: text,
  enumeration: text,
  number: { holds: (value) => typeof value === 'number', right: 'a number, without quotes' },
  boolean: { holds: (value) => typeof value === 'boolean', right: '`true` or `false`, without quotes' },
  date: {
    holds: (value) => typeof value === 'string' && isDate(value),
    right: 'a day of the calendar: `"2026-11-24"`',
  },
  datetime: {
    holds: (value) => typeof value === 'string' && isDatetime(value),
    right: 'a time in ISO 8601 with its zone: `"2026-11-24T09:30:00Z"`',
  },
};

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  // Date.parse turns 30 February into 2 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isDatetime(value: string): boolean {
  const [, date] = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.exec(value) ?? [];
  return date !== undefined && isDate(date) && !Number.isNaN(Date.parse(value));
}
