import type { Completion } from '../../lib/records/complete-wait';

/**
 * What the detail of a `callback.complete` event completes (docs/events.md): `{callbackId, outputs}`, or HubSpot's batch,
 * `{inputs: [{callbackId, outputFields}]}`, whose body other systems may send already. Either word is taken in either.
 *
 * @throws Error when it names no callback, or outputs that are no object
 */
export function completionsOfEvent(detail: unknown): readonly Completion[] {
  const fields = fieldsOf(detail);
  if (fields === undefined) throw notACompletion(detail);
  if (fields.inputs === undefined) return [completionOf(fields)];
  if (!Array.isArray(fields.inputs) || fields.inputs.length === 0) throw notACompletion(detail);
  return fields.inputs.map(completionOf);
}

function completionOf(given: unknown): Completion {
  const { callbackId, outputs, outputFields } = fieldsOf(given) ?? {};
  const held = fieldsOf(outputs ?? outputFields ?? {});
  if (typeof callbackId !== 'string' || callbackId === '' || held === undefined) throw notACompletion(given);
  return { callbackId, outputs: held };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function notACompletion(value: unknown): Error {
  const text = JSON.stringify(value) ?? String(value);
  return new Error(
    `This completes no callback: ${text.slice(0, 500)}. A detail is {"callbackId": "…", "outputs": {…}}.`,
  );
}
