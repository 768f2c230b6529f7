import { CodedActionsError } from '../../coded-actions-error';
import type { LockHolder } from './file-lock';

/** Another process has the store's file open. */
export class StoreInUseError extends CodedActionsError {
  readonly code = 'store-in-use';
  readonly remedy: string;

  constructor(
    readonly file: string,
    readonly holder: LockHolder,
    lockFile: string,
  ) {
    super(`${file} is open in process ${holder.pid} on ${holder.host} (${holder.command}).`);
    this.remedy = `Stop that process, or name another file; if it is not running, delete ${lockFile}.`;
  }
}
