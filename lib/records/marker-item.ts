import type { AttributeMap } from './attribute-value';
import { attributesOf, numberAttribute, optionalString, schemaVersion, stringAttribute } from './attributes';
import { markerKey, type RecordName } from './keys';
import { MalformedItemError } from './malformed-item-error';

/** Whether an execution holds the marker now. */
export const markerStatuses = { active: 'active', ended: 'ended' } as const;

/** Says whether a record may enter a workflow, and which execution holds it. */
export interface Marker {
  readonly status: 'active' | 'ended';
  /** ARN of the execution that holds the marker, or held it last. */
  readonly execution: string;
  /** ISO 8601. */
  readonly enrolledAt: string;
  readonly endedAt?: string;
  /**
   * How often the record has been enrolled into the workflow; once more for each enrolling whose answer got lost. For
   * people: nothing is decided by it.
   */
  readonly enrollments: number;
}

/** A marker as an item. */
export function markerToItem(record: RecordName, workflow: string, marker: Marker): AttributeMap {
  return attributesOf({ ...markerKey(record, workflow), schemaVersion, ...marker });
}

/** An item as a marker. @throws MalformedItemError when it is not one. */
export function markerFromItem(item: AttributeMap): Marker {
  const status = stringAttribute(item, 'status');
  if (status !== markerStatuses.active && status !== markerStatuses.ended) {
    throw new MalformedItemError('status', '`active` or `ended`', item);
  }
  const endedAt = optionalString(item, 'endedAt');
  return {
    status,
    execution: stringAttribute(item, 'execution'),
    enrolledAt: stringAttribute(item, 'enrolledAt'),
    ...(endedAt === undefined ? {} : { endedAt }),
    enrollments: numberAttribute(item, 'enrollments'),
  };
}
