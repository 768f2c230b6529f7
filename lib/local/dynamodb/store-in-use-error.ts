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
    this.remedy = `Let that process end, or end it: kill ${holder.pid}. If no such process runs, delete ${lockFile}.`;
  }
}
