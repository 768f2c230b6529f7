import { CodedActionsError } from '../coded-actions-error';

/** A workflow makes more than one CloudFormation stack can hold. */
export class TemplateTooLargeError extends CodedActionsError {
  readonly code = 'template-too-large';
  readonly remedy =
    'Make two workflows of it: let the first end with an `emit` step, and the event that it sends enroll into the second.';

  /**
   * @param workflow the workflow's name
   * @param excess what there is too much of, such as `512 resources, where a stack has room for 480`
   */
  constructor(
    readonly workflow: string,
    excess: string,
  ) {
    super(`The workflow ${workflow} is too large for one stack: it makes ${excess}.`);
  }
}
