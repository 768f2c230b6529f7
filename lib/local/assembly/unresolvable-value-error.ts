import { CodedActionsError } from '../../coded-actions-error';

/** A value of a template that nothing in the assembly gives: a missing resource, parameter, attribute, intrinsic. */
export class UnresolvableValueError extends CodedActionsError {
  readonly code = 'unresolvable-value';
  readonly remedy =
    'Use a value that the same stack holds: locally no other stack, account or deployment is there to ask.';

  /**
   * @param path where the value stands, from the stack's name to the property: `runtime/Table/Properties/TableName`
   * @param reason what cannot be resolved, as a sentence without its full stop
   */
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${path}: ${reason}.`);
  }
}
