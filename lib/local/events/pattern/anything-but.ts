import { isTemplateObject } from '../../assembly/template';
import { prefix, suffix } from './affix';
import { equalsIgnoreCase } from './equals-ignore-case';
import { InvalidEventPatternError } from './invalid-event-pattern-error';
import type { Operator, ValueTest } from './value-test';
import { wildcard } from './wildcard';

const INNER: Readonly<Record<string, Operator>> = {
  prefix,
  suffix,
  wildcard,
  'equals-ignore-case': equalsIgnoreCase,
};

/**
 * `{"anything-but": "initializing"}`, a list of strings and numbers, or one of the operators `prefix`, `suffix`,
 * `equals-ignore-case`, `wildcard` with a string or a list.
 */
export function anythingBut(argument: unknown): ValueTest {
  const refused = isTemplateObject(argument) ? readOperator(argument) : readValues(argument);
  return (value) => !refused.some((test) => test(value));
}

function readValues(argument: unknown): ValueTest[] {
  const values = listOf(argument);
  if (!values.every((value) => typeof value === 'string' || typeof value === 'number')) {
    throw new InvalidEventPatternError(
      'Value of anything-but must be an array or single string/number value.',
    );
  }
  return values.map((refused) => (value) => value === refused);
}

function readOperator(argument: { readonly [key: string]: unknown }): ValueTest[] {
  const [name = '', ...others] = Object.keys(argument);
  const operator = INNER[name];
  if (!operator || others.length > 0) {
    throw new InvalidEventPatternError(`Unsupported anything-but pattern: ${name}`);
  }
  return listOf(argument[name]).map((one) => operator(one));
}

function listOf(argument: unknown): readonly unknown[] {
  const values = Array.isArray(argument) ? argument : [argument];
  if (values.length === 0) throw new InvalidEventPatternError('Empty arrays are not allowed');
  return values;
}
