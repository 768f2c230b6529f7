import { CodedActionsError } from '../coded-actions-error';

/** AWS refused or could not be reached. */
export class StageUnreachableError extends CodedActionsError {
  readonly code = 'stage-unreachable';
  readonly remedy: string;

  /**
   * @param what that did not answer: `The table of stage dev`
   * @param cause what the SDK threw
   */
  constructor(what: string, cause: unknown) {
    const { name, message } = cause instanceof Error ? cause : { name: 'Error', message: String(cause) };
    super(`${what} did not answer: ${name}: ${message}`, { cause });
    this.remedy =
      name === 'ResourceNotFoundException'
        ? 'Deploy the stage first (npx cdk deploy --all -c stage=<stage>), or check --region and --profile.'
        : 'Check your AWS credentials (aws sts get-caller-identity), --profile and --region.';
  }
}
