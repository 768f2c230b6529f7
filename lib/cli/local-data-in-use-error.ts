import { CodedActionsError } from '../coded-actions-error';
import type { LockHolder } from '../local/dynamodb/file-lock';

/** Another process of this project has the local data open: one at a time can. */
export class LocalDataInUseError extends CodedActionsError {
  readonly code = 'local-data-in-use';
  readonly remedy: string;

  /** @param url where that process listens, if it is a local runtime that is up */
  constructor(holder: LockHolder, url: string | undefined) {
    super(
      url === undefined
        ? `Another command has the local data of this project open: process ${holder.pid} on ${holder.host} (${holder.command}).`
        : `A local runtime of this project is up already, at ${url} (process ${holder.pid}).`,
    );
    this.remedy =
      url === undefined
        ? `Let it end, or end it: kill ${holder.pid}. If no such process runs, delete .coded-actions/store.jsonl.lock.`
        : `Use that one: events, records and callbacks reach it. Or end it first, by Ctrl+C where it runs, or: kill ${holder.pid}`;
  }
}
