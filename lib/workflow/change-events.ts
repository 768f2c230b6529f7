/** The events that coded-actions itself sends when a record changes (docs/events.md). */
export const changeEvents = ['record.created', 'record.updated', 'record.deleted'] as const;

/** Whether an event is one of them. */
export function isChangeEvent(event: string): boolean {
  return changeEvents.some((known) => known === event);
}
