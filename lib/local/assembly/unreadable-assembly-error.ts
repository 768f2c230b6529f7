import { CodedActionsError } from '../../coded-actions-error';

/** A folder that is no cloud assembly, or one that misses a file or is damaged. */
export class UnreadableAssemblyError extends CodedActionsError {
  readonly code = 'unreadable-assembly';
  readonly remedy = 'Synthesize again with `npx cdk synth`, and name the folder that it writes (cdk.out).';

  /**
   * @param file the file that cannot be used, as a path
   * @param reason what is wrong with it, as half a sentence: `does not exist`
   */
  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${file} ${reason}.`, options);
  }
}
