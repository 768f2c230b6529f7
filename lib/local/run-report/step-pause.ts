import { stepExtras } from '../../compiler/step-extras';
import { readDeclaredTypes } from '../../workflow/declared-types';
import { leftOutOutputs, leftOutText } from '../../workflow/left-out-outputs';
import { isTemplateObject } from '../assembly/template';
import type { LogLine } from '../lambda/log-line';
import type { NamedError } from './named-error';
import type { StateVisit } from './state-visits';

/** Where a run waits for somebody to complete a step. */
export interface StepPause {
  readonly callbackId: string;
  /** When it began and when it expires, ISO 8601, by the clock of the run. */
  readonly since: string;
  readonly until: string;
}

/** Whether a further state of a step is where its pause ends. */
export function isPauseExtra(extra: string | undefined): boolean {
  return extra === stepExtras.pause || extra === stepExtras.completed;
}

/** An expired pause, which Step Functions says without a word; in the words that `$error` has of it. */
export function expiredPause({ error, parameters }: StateVisit): NamedError | undefined {
  if (error?.name !== 'States.Timeout' || error.message !== '') return undefined;
  const callbackId = attributeText(parameters, ':callbackId');
  return callbackId === undefined
    ? undefined
    : { ...error, message: `Nobody completed the pause ${callbackId} in time.` };
}

/**
 * What the step has left out of its completion, as warnings of its log: in AWS they stand in that of the function which
 * completes pauses.
 *
 * @param pause the visit of the state that waits, which says what the step declares
 * @param completed the last one: that, or the one that read a completion which came before
 */
export function leftOutWarnings(pause: StateVisit, { result, lastAt }: StateVisit): readonly LogLine[] {
  const declared = readDeclaredTypes(attributeText(pause.parameters, ':declared'));
  const answer: unknown = result === undefined ? undefined : JSON.parse(result);
  const stored = textIn(answer, 'Item', 'outputs', 'S');
  const given: unknown = stored === undefined ? answer : JSON.parse(stored);
  if (declared === undefined || !isTemplateObject(given)) return [];
  const time = new Date(lastAt.time).toISOString();
  return leftOutOutputs(given, declared).map((output) => ({
    time,
    level: 'WARN',
    message: leftOutText(output),
  }));
}

function attributeText(parameters: string | undefined, name: string): string | undefined {
  return parameters === undefined
    ? undefined
    : textIn(JSON.parse(parameters), 'ExpressionAttributeValues', name, 'S');
}

function textIn(value: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (inner, key) => (isTemplateObject(inner) ? inner[key] : undefined),
    value,
  );
  return typeof found === 'string' ? found : undefined;
}

/** The pause of a visit that has stored its task token; undefined where there is none yet. */
export function stepPause({ isSubmitted, parameters }: StateVisit): StepPause | undefined {
  if (!isSubmitted) return undefined;
  const [callbackId, since, until] = [':callbackId', ':waitingSince', ':waitingUntil'].map((name) =>
    attributeText(parameters, name),
  );
  if (callbackId === undefined || since === undefined || until === undefined) return undefined;
  return { callbackId, since, until };
}
