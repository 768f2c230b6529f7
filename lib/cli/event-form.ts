import { z } from 'zod';
import type { ProblemList } from '../workflow/check/problem-list';
import { nearest } from '../workflow/did-you-mean';
import { jsonValueOf } from '../workflow/source/json-document';
import { InputFileError } from './input-file-error';
import type { InputForm } from './read-input';

/** The keys of an event that a run needs. */
const neededKeys = ['source', 'detail-type', 'detail'];
/** The keys that EventBridge adds itself ("Events in Amazon EventBridge"). */
const envelopeKeys = [
  ...neededKeys,
  'version',
  'id',
  'account',
  'time',
  'region',
  'resources',
  'replay-name',
];

/** What of `detail` the language knows (docs/events.md), without which the event enrolls nothing. */
const subjectKeys = ['objectType', 'objectId'];
const detailKeys = [...subjectKeys, 'properties', 'idempotencyKey'];

/**
 * Looks for keys of an event that are nearly the right ones, where those are missing: an event may have any key, so that
 * nothing else would say it. They are errors where nothing can begin without the right one, else warnings.
 */
function checkEventKeys(problems: ProblemList): void {
  const { root } = problems.document;
  const event = root === undefined ? undefined : objectIn(jsonValueOf(root));
  if (event === undefined) return;
  const report = (
    at: readonly string[],
    known: readonly string[],
    needed: readonly string[],
    inside: object,
  ) => {
    const absent = known.filter((key) => !Object.hasOwn(inside, key));
    for (const key of Object.keys(inside)) {
      const meant = known.includes(key) ? undefined : nearest(key, absent);
      if (meant === undefined) continue;
      problems.atKey([...at, key], {
        severity: needed.includes(meant) ? 'error' : 'warning',
        code: 'unknown-key',
        message: `There is no \`${[...at, meant].join('.')}\`, and here stands \`${key}\`.`,
        remedy: `Did you mean \`${meant}\`?`,
      });
    }
  };
  report([], envelopeKeys, neededKeys, event);
  const detail = objectIn(event.detail);
  if (detail !== undefined) report(['detail'], detailKeys, subjectKeys, detail);
}

/** An entry of PutEvents, as far as it makes an event. */
const entry = z.looseObject({
  Source: z.string().optional(),
  DetailType: z.string(),
  Detail: z.union([z.string(), z.looseObject({})]).optional(),
});
const putEvents = z.union([
  entry.transform((one) => [one]),
  z.array(entry).min(1),
  z.object({ Entries: z.array(entry).min(1) }).transform(({ Entries }) => Entries),
]);

/**
 * Refuses what PutEvents takes, which `aws events put-events --entries file://…` reads: it says the same in another form.
 *
 * @throws InputFileError with the event that it means
 */
function refusePutEventsForm(file: string, text: string): void {
  const { data: entries } = putEvents.safeParse(parsed(text));
  if (entries === undefined) return;
  const [first] = entries;
  const event = {
    source: first?.Source ?? '…',
    'detail-type': first?.DetailType,
    detail: typeof first?.Detail === 'string' ? parsed(first.Detail) : (first?.Detail ?? {}),
  };
  const which = entries.length > 1 ? `, one of the ${entries.length}` : '';
  throw new InputFileError(
    `${file} has the form of PutEvents, and must hold one event as EventBridge delivers it.`,
    `Write it so${which}: ${JSON.stringify(event)}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** How an event's file is looked at before its shape. */
export const eventForm: InputForm = { refuse: refusePutEventsForm, checkKeys: checkEventKeys };
