/** An error of Lambda's `Invoke` itself, by the names of its API reference; a failed function is none. */
export class LambdaError extends Error {
  override readonly name: LambdaErrorName;

  constructor(
    name: LambdaErrorName,
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = name;
  }
}

/** The errors of `Invoke` that can arise here. */
export type LambdaErrorName =
  | 'ResourceNotFoundException'
  | 'RequestTooLargeException'
  | 'InvalidRequestContentException'
  | 'TooManyRequestsException';
