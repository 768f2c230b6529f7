import { CodedActionsError } from '../../coded-actions-error';

/** A file in which a running store keeps what it answers was deleted, or replaced: it cannot keep any more. */
export class StoreLostError extends CodedActionsError {
  readonly code = 'store-lost';
  readonly remedy =
    'What it held is lost, unless you put it back from the trash or a copy. Start again to go on with what stands there.';

  /** @param file the one that is gone, or is another process's now */
  constructor(readonly file: string) {
    super(`${file} was deleted or replaced while it was in use; nothing is kept any more.`);
  }
}
