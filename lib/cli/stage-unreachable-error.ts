import { CodedActionsError } from '../coded-actions-error';

/** AWS refused or could not be reached. */
export class StageUnreachableError extends CodedActionsError {
  readonly code = 'stage-unreachable';
  readonly remedy: string;

  /** @param cause what the SDK threw */
  constructor(stage: string, cause: unknown) {
    const name = cause instanceof Error ? cause.name : 'Error';
    const message = cause instanceof Error ? cause.message : String(cause);
    super(`The table of stage ${stage} did not answer: ${name}: ${message}`, { cause });
    this.remedy =
      name === 'ResourceNotFoundException'
        ? `Deploy the stage first: npx cdk deploy --all -c stage=${stage}; or check --region and --profile.`
        : 'Check your AWS credentials (aws sts get-caller-identity), --profile and --region.';
  }
}
