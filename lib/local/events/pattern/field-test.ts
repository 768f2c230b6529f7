import { isTemplateObject } from '../../assembly/template';
import { exact } from './exact';
import { InvalidEventPatternError } from './invalid-event-pattern-error';
import { OPERATORS } from './operators';
import type { ValueTest } from './value-test';

/** Tests a field of an event: any of the conditions in its list holds for any of its values. */
export type FieldTest = (field: unknown) => boolean;

/**
 * Compiles the list that stands behind a field's name. A field that is a list itself matches when one of its entries
 * does ("Arrays in event patterns"); an object, an empty list or a missing field has no value, so that only
 * `{"exists": false}` matches it.
 */
export function compileField(conditions: readonly unknown[]): FieldTest {
  if (conditions.length === 0) throw new InvalidEventPatternError('Empty arrays are not allowed');
  const tests = conditions.map(compileCondition);
  return (field) => {
    const values = valuesOf(field);
    return tests.some((test) => test(values));
  };
}

type ValuesTest = (values: readonly unknown[]) => boolean;

function compileCondition(condition: unknown): ValuesTest {
  if (!isTemplateObject(condition)) return anyOf(exact(condition));
  const [name = '', ...others] = Object.keys(condition);
  if (others.length > 0) throw new InvalidEventPatternError('Only one key allowed in match expression');
  if (name === 'exists') {
    const { exists } = condition;
    if (typeof exists !== 'boolean') {
      throw new InvalidEventPatternError('exists match pattern must be either true or false.');
    }
    return (values) => values.length > 0 === exists;
  }
  const operator = OPERATORS[name];
  if (!operator) throw new InvalidEventPatternError(`Unrecognized match type ${name}`);
  return anyOf(operator(condition[name]));
}

function anyOf(test: ValueTest): ValuesTest {
  return (values) => values.some((value) => test(value));
}

/** The leaves of a field. */
function valuesOf(field: unknown): readonly unknown[] {
  if (field === undefined) return [];
  if (Array.isArray(field)) return field.flatMap(valuesOf);
  return isTemplateObject(field) ? [] : [field];
}
