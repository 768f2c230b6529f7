import { StateError } from './state-error';

/** One event of an execution, in the shape of the GetExecutionHistory API; the timestamp is a Date as in its SDK. */
export interface HistoryEvent {
  timestamp: Date;
  type: string;
  /** From 1, without gaps. */
  id: number;
  /** The event that this one follows in its branch or iteration; 0 for the first. */
  previousEventId: number;
  /** The details stand under a key named after the type, such as `taskFailedEventDetails`. */
  [details: `${string}EventDetails`]: EventDetails;
}

/** The details of an event; which fields there are depends on its type. Inputs, outputs, parameters are JSON text. */
export type EventDetails = Record<string, unknown>;

/** A Standard execution's history ends here: "Quotas related to state machine executions". */
export const MAXIMUM_EVENTS = 25_000;

/**
 * The events of one execution, in order, given to a listener as they happen.
 */
export class History {
  readonly events: HistoryEvent[] = [];
  private readonly now: () => number;
  private readonly onEvent: ((event: HistoryEvent) => void) | undefined;

  constructor(now: () => number, onEvent?: (event: HistoryEvent) => void) {
    this.now = now;
    this.onEvent = onEvent;
  }

  /**
   * Adds an event and gives its id.
   *
   * @param detailsKey where the details stand, without `EventDetails`
   * @throws StateError `States.Runtime` when the history is full but for the event that ends the execution
   */
  record(type: string, previousEventId: number, detailsKey?: string, details?: EventDetails): number {
    if (this.events.length >= MAXIMUM_EVENTS - 1) {
      throw new StateError(
        'States.Runtime',
        `The execution reached the maximum number of history events (${MAXIMUM_EVENTS}).`,
      );
    }
    return this.add(type, previousEventId, detailsKey, details);
  }

  /** Adds the event that ends the execution, for which there is always room. */
  end(type: string, previousEventId: number, detailsKey: string, details: EventDetails): number {
    return this.add(type, previousEventId, detailsKey, details);
  }

  private add(type: string, previousEventId: number, detailsKey?: string, details?: EventDetails): number {
    const event: HistoryEvent = {
      timestamp: new Date(this.now()),
      type,
      id: this.events.length + 1,
      previousEventId,
    };
    if (detailsKey !== undefined && details !== undefined) event[`${detailsKey}EventDetails`] = details;
    this.events.push(event);
    this.onEvent?.(event);
    return event.id;
  }
}

/** `error` and `cause` as events carry them: absent where there is none. */
export function failureDetails(error: StateError): EventDetails {
  const details: EventDetails = {};
  if (error.error !== undefined) details.error = error.error;
  if (error.causeText !== undefined) details.cause = error.causeText;
  return details;
}
