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

  /** "Event retry policy and using dead-letter queues": a missing target, or permission, is not tried again. */
  get isRetriable(): boolean {
    return !FOR_GOOD.has(this.code);
  }
}

/** Codes from "Using dead-letter queues to process undelivered events in EventBridge". */
export type DeliveryErrorCode =
  | 'NO_PERMISSIONS'
  | 'NO_RESOURCE'
  | 'INVALID_PARAMETER'
  | 'THROTTLING'
  | 'ERROR_FROM_TARGET';

const FOR_GOOD: ReadonlySet<DeliveryErrorCode> = new Set([
  'NO_PERMISSIONS',
  'NO_RESOURCE',
  'INVALID_PARAMETER',
]);
