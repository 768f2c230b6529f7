import type { PropertyDefinition } from '../../records/records-schema';
import { changeEvents, isChangeEvent } from '../change-events';
import { didYouMean } from '../did-you-mean';
import { literalProblem } from '../property-literal';
import type { JsonPath } from '../source/json-document';
import type { JsonValue } from '../values';
import type { EventTrigger } from '../workflow';
import type { ProblemList } from './problem-list';

/** A trigger of the enrollment, with those of its keys that can be read. */
export type ReadTrigger = { readonly [Key in keyof EventTrigger]-?: EventTrigger[Key] | undefined };

/** Checks what enrolls records, beyond its shape: that the filters are EventBridge patterns, and can match. */
export function checkEnrollment(
  triggers: readonly ReadTrigger[],
  objectType: string,
  properties: ReadonlyMap<string, PropertyDefinition> | undefined,
  problems: ProblemList,
): void {
  triggers.forEach(({ event, source, filter }, index) => {
    const place: JsonPath = ['enrollment', 'triggers', index];
    if (source?.startsWith('aws.')) {
      problems.atValue([...place, 'source'], {
        code: 'reserved-source',
        message: 'Sources that begin with `aws.` are AWS itself, which sends nothing to this bus.',
        remedy: 'Name the source that sends the event, or leave `source` out.',
      });
    }
    if (event?.startsWith('record.') && !isChangeEvent(event)) {
      problems.atValue([...place, 'event'], {
        severity: 'warning',
        code: 'unknown-event',
        message: `coded-actions sends no event \`${event}\` of records.`,
        remedy: didYouMean(event, changeEvents, 'events of records'),
      });
    }
    if (filter === undefined) return;
    checkPattern(filter, [...place, 'filter'], problems);
    if ('objectType' in filter) {
      problems.atKey([...place, 'filter', 'objectType'], {
        code: 'reserved-name',
        message: `A trigger always matches the workflow's object type, \`${objectType}\`.`,
        remedy: 'Leave `objectType` out of the filter.',
      });
    }
    const named = filter.properties;
    if (Array.isArray(named)) {
      problems.atValue([...place, 'filter', 'properties'], {
        severity: 'warning',
        code: 'bad-filter',
        message: '`properties` lists values, and the event of a record carries an object there.',
        remedy: 'Name the property: `{"country": ["ES"]}`.',
      });
    }
    if (properties === undefined || typeof named !== 'object' || named === null || Array.isArray(named))
      return;
    for (const [name, listed] of Object.entries(named)) {
      if (name === '$or') continue;
      const property = properties.get(name);
      if (property !== undefined) {
        checkListed(name, listed, property, [...place, 'filter', 'properties', name], problems);
        continue;
      }
      problems.atKey([...place, 'filter', 'properties', name], {
        severity: 'warning',
        code: 'unknown-property',
        message: `\`${objectType}\` has no property \`${name}\` in records.schema.json.`,
        remedy: didYouMean(name, properties.keys(), `properties of \`${objectType}\``),
      });
    }
  });
}

/**
 * Warns of a value that the property can never have. Only warns: an event of another source may carry properties of its
 * own.
 */
function checkListed(
  name: string,
  listed: JsonValue,
  property: PropertyDefinition,
  path: JsonPath,
  problems: ProblemList,
): void {
  if (!Array.isArray(listed)) return;
  listed.forEach((value, index) => {
    if (typeof value === 'object') return;
    const found = literalProblem(name, value, property);
    if (found !== undefined) problems.atValue([...path, index], { severity: 'warning', ...found });
  });
}

const matchers = [
  'prefix',
  'suffix',
  'anything-but',
  'numeric',
  'exists',
  'equals-ignore-case',
  'wildcard',
] as const;
const matcherNames: ReadonlySet<string> = new Set(matchers);

/**
 * Checks a pattern as EventBridge has it: objects, at their ends lists of values or of matchers (Amazon EventBridge User
 * Guide, "Comparison operators for use in event patterns").
 */
function checkPattern(pattern: JsonValue, path: JsonPath, problems: ProblemList): void {
  const name = String(path.at(-1));
  if (typeof pattern !== 'object' || pattern === null) {
    problems.atValue(path, {
      code: 'bad-filter',
      message: `A filter lists the values that match, and \`${name}\` has a single value.`,
      remedy: `Write \`[${JSON.stringify(pattern)}]\`.`,
    });
    return;
  }
  if (Array.isArray(pattern)) {
    if (pattern.length === 0) {
      problems.atValue(path, {
        code: 'bad-filter',
        message: `\`${name}\` lists no value, so that nothing could match.`,
        remedy: 'List at least one value, or leave the key out.',
      });
    }
    pattern.forEach((item, index) => {
      if (path.at(-1) === '$or') checkPattern(item, [...path, index], problems);
      else checkListItem(item, [...path, index], problems);
    });
    return;
  }
  const keys = Object.keys(pattern);
  const matcher = keys.find((key) => matcherNames.has(key));
  if (matcher !== undefined && keys.length === 1 && path.at(-1) !== 'filter') {
    problems.atValue(path, {
      code: 'bad-filter',
      message: `A matcher such as \`${matcher}\` stands in a list.`,
      remedy: `Write \`[${JSON.stringify(pattern)}]\`.`,
    });
    return;
  }
  if (keys.length === 0) {
    problems.atValue(path, {
      code: 'bad-filter',
      message: `\`${name}\` is empty.`,
      remedy: 'Name what must match, or leave it out.',
    });
  }
  for (const key of keys) checkPattern(pattern[key] ?? null, [...path, key], problems);
}

function checkListItem(item: JsonValue, path: JsonPath, problems: ProblemList): void {
  if (typeof item === 'string' && item.includes('{%')) {
    problems.atValue(path, {
      code: 'no-expression-here',
      message: 'A filter holds no expression: EventBridge compares what stands in it as it is.',
      remedy: "Write the value itself, or compare in the enrollment's `where`.",
    });
  }
  if (typeof item !== 'object' || item === null) return;
  const report = (place: JsonPath, message: string, remedy: string, pointAt: 'key' | 'value' = 'value') =>
    pointAt === 'key'
      ? problems.atKey(place, { code: 'bad-filter', message, remedy })
      : problems.atValue(place, { code: 'bad-filter', message, remedy });

  if (Array.isArray(item)) {
    report(path, 'A list of values holds no lists.', 'Put the values into one list.');
    return;
  }
  const [name, ...others] = Object.keys(item);
  if (name === undefined || others.length > 0) {
    report(
      path,
      'A matcher has exactly one key.',
      'Write one object for each: `[{ "prefix": "A" }, { "prefix": "B" }]`.',
    );
    return;
  }
  if (!matcherNames.has(name)) {
    report(
      [...path, name],
      `EventBridge has no matcher \`${name}\`.`,
      didYouMean(name, matchers, 'matchers'),
      'key',
    );
    return;
  }
  const rule = matcherRule(name, item[name] ?? null);
  if (rule !== undefined) report([...path, name], `\`${name}\` cannot match this.`, rule);
}

/** What would be right for a matcher whose value is not. */
function matcherRule(name: string, value: JsonValue): string | undefined {
  const isText = typeof value === 'string';
  switch (name) {
    case 'exists':
      return typeof value === 'boolean' ? undefined : 'Write `true` or `false`.';
    case 'numeric':
      return isNumericMatch(value)
        ? undefined
        : 'Write comparisons and numbers in pairs: `[">", 0, "<=", 5]`.';
    case 'anything-but': {
      const items = [value].flat();
      const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
      const areScalars = items.every((item) => typeof item === 'string' || typeof item === 'number');
      return isNested || (areScalars && items.length > 0)
        ? undefined
        : 'Write a text, a number, or a list of them.';
    }
    case 'prefix':
    case 'suffix': {
      const ignoresCase = typeof value === 'object' && value !== null && !Array.isArray(value);
      const inner = ignoresCase ? value['equals-ignore-case'] : value;
      return typeof inner === 'string' ? undefined : `Write a text: \`{ "${name}": "A" }\`.`;
    }
    default:
      return isText ? undefined : `Write a text: \`{ "${name}": "A" }\`.`;
  }
}

function isNumericMatch(value: JsonValue): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length % 2 !== 0) return false;
  return value.every((part, index) =>
    index % 2 === 0
      ? typeof part === 'string' && ['=', '<', '<=', '>', '>='].includes(part)
      : typeof part === 'number',
  );
}
