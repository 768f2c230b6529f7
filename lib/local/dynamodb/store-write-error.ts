import { CodedActionsError } from '../../coded-actions-error';

/** The disk does not take what a store has to keep: it is full, for instance. */
export class StoreWriteError extends CodedActionsError {
  readonly code = 'store-not-writable';
  readonly remedy: string;

  /** @param cause what the file system threw */
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    const reason = codeOf(cause);
    super(`${file} cannot be written: ${reasons[reason] ?? reason}.`);
    this.remedy =
      reason === 'ENOSPC' || reason === 'EDQUOT'
        ? 'Make room on the disk, and start again. All that was answered before is kept.'
        : 'Mend that, and start again. All that was answered before is kept.';
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  EFBIG: 'it is larger than a file may be here',
  EACCES: 'you may not write it',
  EPERM: 'you may not write it',
  EROFS: 'its disk can only be read',
  EIO: 'the disk fails (EIO)',
};

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : String(cause);
}
