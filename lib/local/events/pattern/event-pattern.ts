import { isTemplateObject, type TemplateObject } from '../../assembly/template';
import { compileField } from './field-test';
import { InvalidEventPatternError } from './invalid-event-pattern-error';

/** Whether a pattern matches an event. */
export type EventMatcher = (event: unknown) => boolean;

/**
 * Compiles an EventBridge event pattern ("Amazon EventBridge event patterns", "Comparison operators for use in event
 * patterns"): all fields that it names must match; it says nothing about others.
 *
 * @throws InvalidEventPatternError for a pattern that EventBridge refuses
 */
export function compileEventPattern(pattern: unknown): EventMatcher {
  if (!isTemplateObject(pattern)) throw new InvalidEventPatternError('Filter is not an object');
  if (Object.keys(pattern).length === 0) throw new InvalidEventPatternError('Empty objects are not allowed');
  return compileObject(pattern);
}

function compileObject(pattern: TemplateObject): EventMatcher {
  const tests = Object.entries(pattern).map(([key, inner]) =>
    key === '$or' && isListOfPatterns(inner) ? compileOr(inner) : compileKey(key, inner),
  );
  return (event) => tests.every((test) => test(event));
}

/** A list in the event stands for each of its entries: what a nested pattern asks must hold for one and the same. */
function compileKey(key: string, inner: unknown): EventMatcher {
  if (Array.isArray(inner)) {
    const test = compileField(inner);
    return (event) => isTemplateObject(event) && test(own(event, key));
  }
  if (!isTemplateObject(inner)) {
    throw new InvalidEventPatternError(`"${key}" must be an object or an array`);
  }
  if (Object.keys(inner).length === 0) throw new InvalidEventPatternError('Empty objects are not allowed');
  const test = compileObject(inner);
  return (event) => isTemplateObject(event) && anyEntry(own(event, key), test);
}

function anyEntry(value: unknown, test: EventMatcher): boolean {
  if (Array.isArray(value) && value.length > 0) return value.some((entry) => anyEntry(entry, test));
  // A field that is missing has no fields either, which a pattern of `exists: false` is content with.
  return test(isTemplateObject(value) ? value : {});
}

function compileOr(patterns: readonly TemplateObject[]): EventMatcher {
  const tests = patterns.map(compileObject);
  return (event) => tests.some((test) => test(event));
}

/** `$or` is the operator only before a list of at least two patterns; else it is a field of that name. */
function isListOfPatterns(value: unknown): value is readonly TemplateObject[] {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((one) => isTemplateObject(one) && hasOnlyFields(one))
  );
}

function hasOnlyFields(pattern: TemplateObject): boolean {
  const values = Object.values(pattern);
  return (
    values.length > 0 &&
    values.every((value) => Array.isArray(value) || isTemplateObject(value)) &&
    !('numeric' in pattern)
  );
}

function own(event: TemplateObject, key: string): unknown {
  return Object.hasOwn(event, key) ? event[key] : undefined;
}
