import type { Node } from 'jsonc-parser';
import type { z } from 'zod';
import { issueRemedy } from '../issue-remedy';
import { describeType, type JsonPath, jsonValueOf } from '../source/json-document';
import type { ProblemList } from './problem-list';

type Issue = z.core.$ZodIssue;

/**
 * Checks the document's value against a schema. Gives the parsed value, or undefined when something is wrong: then
 * every issue of zod's has become a problem in our words, at its place.
 */
export function checkShape<T>(schema: z.ZodType<T, unknown>, problems: ProblemList): T | undefined {
  const { root } = problems.document;
  if (root === undefined) return undefined;
  const result = schema.safeParse(jsonValueOf(root), { error: issueRemedy });
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) => plainIssues(issue, [], problems));
  const meant = new Set(issues.flatMap((issue) => misspelledKeys(issue)));
  for (const issue of issues) reportIssue(issue, meant, problems);
  return undefined;
}

/** An issue with the whole path to its place, and no union of issues. */
interface PlacedIssue {
  readonly issue: Issue;
  readonly path: JsonPath;
}

/** The issues of a union are those of the option that the author most likely meant. */
function plainIssues(issue: Issue, base: JsonPath, problems: ProblemList): readonly PlacedIssue[] {
  const path = [...base, ...issue.path.filter((part) => typeof part !== 'symbol')];
  if (issue.code !== 'invalid_union' || isMissing(path, problems)) return [{ issue, path }];
  return closestErrors(issue.errors, path, problems).flatMap((inner) => plainIssues(inner, path, problems));
}

/** The places of keys that unknown ones were meant to be: that they are missing is no news then. */
function misspelledKeys({ issue, path }: PlacedIssue): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  return [...issue.message.matchAll(/^Did you mean `(.+)`\?$/gm)].map(([, key = '']) =>
    placeOf([...path, key]),
  );
}

function placeOf(path: JsonPath): string {
  return JSON.stringify(path);
}

function reportIssue(
  { issue, path }: PlacedIssue,
  misspelled: ReadonlySet<string>,
  problems: ProblemList,
): void {
  const remedy = issue.message;
  const name = nameOf(path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const remedies = remedy.split('\n');
      issue.keys.forEach((key, index) => {
        problems.atKey([...path, key], {
          code: 'unknown-key',
          message: `${subject(path)} has no key \`${key}\`.`,
          remedy: remedies[index] ?? remedy,
        });
      });
      return;
    }
    case 'invalid_key':
      for (const inner of issue.issues) {
        const isTooLong = inner.code === 'too_big';
        problems.atKey(path, {
          code: isTooLong ? 'too-long' : 'bad-name',
          message: `\`${clipped(String(path.at(-1)))}\` ${isTooLong ? 'is too long for a name' : 'cannot be a name here'}.`,
          remedy: inner.message,
        });
      }
      return;
    default:
  }
  if (isMissing(path, problems)) {
    if (misspelled.has(placeOf(path))) return;
    problems.atValue(path.slice(0, -1), {
      code: 'missing-key',
      message: `${subject(path.slice(0, -1))} has no \`${String(path.at(-1))}\`.`,
      remedy: `Add \`"${String(path.at(-1))}": …\`. ${remedy}`.trim(),
    });
  } else if (!problems.isReported(path)) {
    problems.atValue(path, finding(issue, name, remedy, problems.document.nodeAt(path)));
  }
}

/** An issue in our words. */
function finding(issue: Issue, name: string, remedy: string, node?: Node) {
  const written = node === undefined ? '' : clipped(JSON.stringify(jsonValueOf(node)));
  switch (issue.code) {
    case 'invalid_type': {
      // Another value of its type may do.
      const isFraction = issue.expected === 'int' && node?.type === 'number';
      const shown = isFraction ? written : node?.type === 'boolean' ? `\`${written}\`` : undefined;
      return {
        code: 'wrong-type',
        message: `${name} cannot be ${shown ?? describeType(node?.type)}.`,
        remedy,
      };
    }
    case 'too_big':
      return isSize(issue.origin)
        ? { code: 'too-long', message: `${name} is too long.`, remedy }
        : { code: 'too-large', message: `${name} is too large.`, remedy };
    case 'too_small':
      return isSize(issue.origin)
        ? { code: 'too-short', message: `${name} is too short.`, remedy }
        : { code: 'too-small', message: `${name} is too small.`, remedy };
    default:
      return {
        code: issue.code === 'invalid_format' ? 'wrong-form' : 'wrong-value',
        message: `${name} cannot be ${written}.`,
        remedy,
      };
  }
}

function isSize(origin: string): boolean {
  return origin === 'string' || origin === 'array' || origin === 'set';
}

/**
 * Of the issues of a union's options, those of the option that the author most likely meant: the value is of its type,
 * and the fewest things are wrong. Where no option takes values of the type, one issue stands for all.
 */
function closestErrors(options: readonly Issue[][], path: JsonPath, problems: ProblemList): readonly Issue[] {
  const type = typeAt(path, problems);
  const flat = options.map((issues) => issues.flatMap((issue) => unwrapUnion(issue, path, problems)));
  const ofRightType = flat.filter((issues) => !issues.some((issue) => isWrongType(issue, type)));
  const [best] = ofRightType.toSorted((a, b) => a.length - b.length);
  if (best !== undefined) return best;
  const issues = flat.flat();
  const remedies = new Set(issues.map(({ message }) => message.replace(/^Write /, '').replace(/\.$/, '')));
  return [{ code: 'invalid_type', expected: '', path: [], message: `Write ${[...remedies].join(', or ')}.` }];
}

function unwrapUnion(issue: Issue, base: JsonPath, problems: ProblemList): readonly Issue[] {
  const path = [...base, ...issue.path.filter((part) => typeof part !== 'symbol')];
  if (issue.code !== 'invalid_union' || isMissing(path, problems)) return [issue];
  return closestErrors(issue.errors, path, problems).map((inner) => ({
    ...inner,
    path: [...issue.path, ...inner.path],
  }));
}

/** Whether an issue says of the union's value itself that it is of another type. */
function isWrongType(issue: Issue, type: string): boolean {
  if (issue.path.length > 0) return false;
  return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && type !== 'string');
}

/** Whether a path ends with a key that its object does not have. */
function isMissing(path: JsonPath, problems: ProblemList): boolean {
  return typeof path.at(-1) === 'string' && problems.document.nodeAt(path) === undefined;
}

function typeAt(path: JsonPath, problems: ProblemList): string {
  return problems.document.nodeAt(path)?.type ?? 'undefined';
}

function clipped(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

/** The value at a path, as the beginning of a sentence. */
function nameOf(path: JsonPath): string {
  const key = path.at(-1);
  if (typeof key === 'string') return `\`${key}\``;
  const list = path.at(-2);
  return typeof list === 'string' ? `An item of \`${list}\`` : 'The value';
}

/** An object at a path, as the beginning of a sentence. */
function subject(path: JsonPath): string {
  if (path.length === 0) return 'The file';
  const list = path.at(-2);
  if (typeof path.at(-1) === 'string') return `\`${String(path.at(-1))}\``;
  if (list === 'steps' || list === 'else' || list === 'onError') return 'The step';
  return nameOf(path);
}
