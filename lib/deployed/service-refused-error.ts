import { CodedActionsError } from '../coded-actions-error';

/** AWS refused a call, or did not answer. */
export class ServiceRefusedError extends CodedActionsError {
  readonly code = 'service-refused';
  readonly remedy: string;

  /**
   * @param call the operation, such as `Lambda ListFunctions`
   * @param cause what the SDK threw
   */
  constructor(call: string, cause: unknown) {
    const { name, message } = cause instanceof Error ? cause : { name: 'Error', message: String(cause) };
    super(`${call} failed: ${name}: ${message}`, { cause });
    this.remedy = /AccessDenied|UnauthorizedOperation/.test(name)
      ? 'docs/prune-and-destroy.md has the policy that this takes.'
      : 'Check your AWS credentials (aws sts get-caller-identity), --profile and --region, and run it again: what is done stays done.';
  }

  /** Whether the SDK threw an error of one of these names. */
  isNamed(...names: readonly string[]): boolean {
    return this.cause instanceof Error && names.includes(this.cause.name);
  }
}
