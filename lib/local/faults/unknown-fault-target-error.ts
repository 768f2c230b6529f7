import { CodedActionsError } from '../../coded-actions-error';

/** A fault that could never strike: it names what the assembly does not have. */
export class UnknownFaultTargetError extends CodedActionsError {
  readonly code = 'unknown-fault-target';

  /** @param place where it is written: `faults[0].step` */
  constructor(
    readonly place: string,
    message: string,
    readonly remedy: string,
  ) {
    super(`${place}: ${message}`);
  }
}
