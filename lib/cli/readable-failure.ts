import { join } from 'node:path';
import type { NamedError } from '../local/run-report/named-error';
import { readableText } from '../readable-text';
import {
  type AuthorsExpression,
  expressionsOfEnrollment,
  expressionsOfStep,
  suspects,
} from './authors-expressions';

/** A failure as a person can mend it. */
export interface ReadableFailure {
  /** What happened, and in which of the author's expressions. */
  readonly lines: readonly string[];
  /** Where the author has to look: `workflows/x/workflow.json:14:5`; undefined where it is nowhere in the file. */
  readonly location: string | undefined;
}

/** Where a failure happened: in a step, or before the first one. */
export interface FailurePlace {
  /** The workflow file, relative to the project's folder. */
  readonly file: string;
  /** Where the step stands in it; undefined in front of the first step. */
  readonly step?: { readonly line: number; readonly column: number };
}

/** As Step Functions words it: the compiled expression is quoted, and at the end stands what is wrong with it. */
const evaluationPattern =
  /^An error occurred while executing the state '.*?' \(entered at the event id #\d+\)\. The JSONata expression '.*' specified for the field '([^']*)' (?:threw an error during evaluation\. )?(.+)$/s;
/** What the machines of coded-actions throw themselves, and name (docs/transitions.md, "Failures"). */
const ownFailurePattern = /^D3137: ([A-Z][A-Za-z]+: .+)$/s;
/** Of a record that its event cannot create: as `lib/compiler/states/load.ts` writes it. */
const unknownRecord = /^RecordNotFound: .* brings no detail\.properties/s;
/** The longest text that is shown whole, in characters: the end of a long one says what happened. */
const shownLength = 800;

/**
 * An error as a person reads it. Of an expression that cannot be evaluated Step Functions quotes what it was compiled to:
 * its place is taken by what the author wrote.
 *
 * @param projectDirectory absolute
 */
export function readableFailure(
  error: NamedError,
  place: FailurePlace | undefined,
  projectDirectory: string,
): ReadableFailure {
  const { name, message } = error;
  const location =
    place?.step === undefined ? undefined : `${place.file}:${place.step.line}:${place.step.column}`;
  const [, field = '', reason] = evaluationPattern.exec(message) ?? [];
  if (reason === undefined) {
    return { lines: shorten([name, message].filter(Boolean).join(': ')).split('\n'), location };
  }
  const own = ownFailurePattern.exec(reason)?.[1];
  if (own !== undefined) {
    const remedy = unknownRecord.test(own)
      ? ['→ give the event `detail.properties`, or store the record first: `run --record`, `records put`']
      : [];
    return { lines: [...shorten(own).split('\n'), ...remedy], location };
  }
  const said = shorten(`${name}: ${wordsOf(reason)}`);
  const written = place === undefined ? [] : expressionsAt(place, field, projectDirectory);
  const found = suspects(written, reason);
  const [first, ...others] = found;
  if (place === undefined || first === undefined) return { lines: [said], location };
  const quote = ({ key, text }: AuthorsExpression) => `"${key}": "${text}"`;
  return others.length === 0
    ? { lines: [said, `in ${quote(first)}`], location: `${place.file}:${first.line}:${first.column}` }
    : { lines: [said, 'in one of', ...found.map((one) => `  ${quote(one)}`)], location };
}

/** JSONata's own code is for looking it up; what it says comes first. */
function wordsOf(reason: string): string {
  const [, code, words] = /^([A-Z]\d{4}): (.+)$/s.exec(reason) ?? [];
  if (words !== undefined) return `${words} (JSONata ${code})`;
  return reason.startsWith('returned') ? `the expression ${reason}` : reason;
}

/** @param field the state's, as Step Functions names it: `Choices[1]/Condition` is the second arm of a branch */
function expressionsAt(
  { file, step }: FailurePlace,
  field: string,
  projectDirectory: string,
): readonly AuthorsExpression[] {
  // The file may be gone since the run began.
  const text = readableText(join(projectDirectory, file));
  if (text === undefined) return [];
  if (step === undefined) return expressionsOfEnrollment(text);
  const expressions = expressionsOfStep(text, step);
  const arm = /^Choices\[(\d+)\]/.exec(field)?.[1];
  const conditions = expressions.filter(({ key }) => key === 'when');
  const condition = arm === undefined ? undefined : conditions[Number(arm)];
  return condition === undefined ? expressions : [condition];
}

function shorten(text: string): string {
  if (text.length <= shownLength) return text;
  return `${text.slice(0, shownLength / 4)} … ${text.slice(-shownLength / 2)} (${text.length} characters)`;
}
