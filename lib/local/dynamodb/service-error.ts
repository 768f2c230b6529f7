import type { Item } from './attribute-value';

/** One operation's share in a cancelled transaction, in the order of the request. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

/** What an error carries beside its message. */
export interface ServiceErrorDetails {
  /** With `ReturnValuesOnConditionCheckFailure: ALL_OLD`. */
  readonly Item?: Item;
  readonly CancellationReasons?: readonly CancellationReason[];
}

/** An error that the service answers with status 400, under the name that its clients know it by. */
export class ServiceError extends Error {
  constructor(
    /** Such as `ConditionalCheckFailedException`. */
    override readonly name: string,
    message: string,
    readonly details: ServiceErrorDetails = {},
  ) {
    super(message);
  }

  /** The body of the answer in DynamoDB's JSON 1.0. */
  toBody(): Record<string, unknown> {
    const namespace = coralErrors.has(this.name) ? 'com.amazon.coral' : 'com.amazonaws.dynamodb.v20120810';
    const service =
      this.name === 'ValidationException' ? '.validate' : coralErrors.has(this.name) ? '.service' : '';
    const text =
      this.name === 'TransactionCanceledException' ? { Message: this.message } : { message: this.message };
    return { __type: `${namespace}${service}#${this.name}`, ...text, ...this.details };
  }
}

const coralErrors = new Set(['ValidationException', 'SerializationException', 'UnknownOperationException']);

/** The request is not valid, in DynamoDB's own words. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** A parameter's value is not valid; the message begins as DynamoDB's do. */
export function invalidParameter(message: string): ServiceError {
  return validationError(`One or more parameter values were invalid: ${message}`);
}

/** JSON of the wrong kind stands in the request. */
export function serializationError(message: string): ServiceError {
  return new ServiceError('SerializationException', message);
}
