import { CodedActionsError } from '../coded-actions-error';

/** A stack that CloudFormation would not delete. */
export class TerminationProtectedError extends CodedActionsError {
  readonly code = 'termination-protected';
  readonly remedy: string;

  constructor(stack: string) {
    super(`Nothing was changed: the stack ${stack} has termination protection.`);
    this.remedy = `Lift it first: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack}`;
  }
}
