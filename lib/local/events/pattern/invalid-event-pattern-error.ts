/** A pattern that EventBridge refuses. `PutRule` answers with this name. */
export class InvalidEventPatternError extends Error {
  override readonly name = 'InvalidEventPatternException';

  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
  }
}
