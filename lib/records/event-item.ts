import type { AttributeMap } from './attribute-value';
import { attributesOf, numberAttribute, schemaVersion, stringAttribute } from './attributes';
import { eventKey, type RecordName } from './keys';

/** Says that an event has enrolled a record into a workflow, so that its repetition does not. */
export interface EnrollingEvent {
  /** ARN of the execution that the event started. */
  readonly execution: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** An event item; `key` is the event's `idempotencyKey`, else its id, else the execution's id. */
export function eventToItem(
  record: RecordName,
  workflow: string,
  key: string,
  event: EnrollingEvent,
): AttributeMap {
  return attributesOf({ ...eventKey(record, workflow, key), schemaVersion, ...event });
}

/** What an event item says. @throws MalformedItemError when it is not one. */
export function eventFromItem(item: AttributeMap): EnrollingEvent {
  return { execution: stringAttribute(item, 'execution'), expiresAt: numberAttribute(item, 'expiresAt') };
}
