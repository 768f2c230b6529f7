import { CodedActionsError } from '../../coded-actions-error';

/** The file of local secrets cannot be used. Its message never holds any of the file's content. */
export class SecretsFileError extends CodedActionsError {
  readonly code = 'secrets-file';
  readonly remedy = 'Write it as a JSON object of names and values: {"CALENDAR_API_KEY": "…"}.';

  /** @param reason half a sentence: `is not valid JSON` */
  constructor(
    readonly file: string,
    reason: string,
  ) {
    super(`${file} ${reason}.`);
  }
}
