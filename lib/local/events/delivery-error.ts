/** Why a target did not take an event. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  /** @param code one of EventBridge's codes; those that no repetition can mend go to the dead-letter queue at once */
  constructor(
    readonly code: DeliveryErrorCode,
    message: string,
  ) {
    super(message);
  }

  /** "Event retry policy and using dead-letter queues": a missing target is not tried again. */
  get isRetriable(): boolean {
    return this.code !== 'NO_RESOURCE' && this.code !== 'INVALID_PARAMETER';
  }
}

/** Codes from "Using dead-letter queues to process undelivered events in EventBridge". */
export type DeliveryErrorCode = 'NO_RESOURCE' | 'INVALID_PARAMETER' | 'THROTTLING' | 'ERROR_FROM_TARGET';
