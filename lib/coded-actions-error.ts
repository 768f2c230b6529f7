/**
 * The root of every error that is the user's to mend. A command prints it without a stack trace and exits with 1;
 * whatever else is thrown is a fault of ours.
 */
export abstract class CodedActionsError extends Error {
  /** A stable name for this kind of error. */
  abstract readonly code: string;
  /** What to do about it, as one sentence. */
  abstract readonly remedy: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
