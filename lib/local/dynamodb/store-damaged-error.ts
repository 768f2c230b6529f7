import { CodedActionsError } from '../../coded-actions-error';

/** The file of a store holds something that no store wrote. */
export class StoreDamagedError extends CodedActionsError {
  readonly code = 'store-damaged';
  readonly remedy: string;

  constructor(
    readonly file: string,
    readonly line: number,
    what: string,
  ) {
    super(`${file}, line ${line}: ${what}.`);
    this.remedy = `Restore the file, or move it away to begin with an empty store.`;
  }
}
