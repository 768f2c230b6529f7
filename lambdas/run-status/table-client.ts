import type { AttributeMap } from '../../lib/records/attribute-value';
import type { ConditionalUpdate } from '../../lib/records/table-call';

/** What a conditional update came to: the item as it is now, or as it was when the condition failed, if there is one. */
export interface UpdateOutcome {
  readonly done: boolean;
  readonly item: AttributeMap | undefined;
}

/** The writes that keep runs and markers, so that tests can do them on an embedded store. */
export interface TableClient {
  update(update: ConditionalUpdate): Promise<UpdateOutcome>;
  /**
   * Does all updates or none.
   *
   * @returns `conflict` where another transaction was under way with one of the items, so that it may be tried again
   */
  updateTogether(updates: readonly ConditionalUpdate[]): Promise<'done' | 'refused' | 'conflict'>;
}
