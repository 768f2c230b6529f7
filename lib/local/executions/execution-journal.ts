import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CodedActionsError } from '../../coded-actions-error';
import { StoreLostError } from '../dynamodb/store-lost-error';
import { StoreWriteError } from '../dynamodb/store-write-error';
import type { ExecutionStatusChange } from '../events/execution-status-event';

/**
 * Notes which executions run, since they do not survive the process: the next process finds here what the last one
 * left behind, however it ended, and says that those are aborted.
 */
export class ExecutionJournal {
  private readonly running = new Set<string>();
  private failed: CodedActionsError | undefined;

  /** @param file a line of JSON for each change of status */
  private constructor(private readonly file: string) {}

  /**
   * Opens the journal and empties it.
   *
   * @returns with the executions that were running, as aborted
   */
  static open(
    file: string,
    now: number,
  ): { journal: ExecutionJournal; lost: readonly ExecutionStatusChange[] } {
    const running = new Map<string, ExecutionStatusChange>();
    for (const change of readChanges(file)) {
      if (change.status === 'RUNNING') running.set(change.executionArn, change);
      else running.delete(change.executionArn);
    }
    const journal = new ExecutionJournal(file);
    const lost = [...running.values()].map((change) => ({
      ...change,
      status: 'ABORTED',
      stopDate: Math.max(now, change.startDate),
      error: 'Local.RuntimeStopped',
      cause: 'The local runtime ended while the execution ran.',
    }));
    writeFileSync(file, '');
    return { journal, lost };
  }

  /** Why something could not be noted; undefined while all is well. */
  failure(): CodedActionsError | undefined {
    return this.failed;
  }

  /**
   * Notes a change of status. Outputs are not needed and not kept; when nothing runs any more, nothing is. Where the disk
   * refuses, that is told by `failure`: what is noted has happened already, and whoever began it must not try again.
   */
  note({
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate,
    input,
    redriveCount,
  }: ExecutionStatusChange): void {
    if (status === 'RUNNING') {
      this.running.add(executionArn);
    } else if (this.running.delete(executionArn) && this.running.size === 0) {
      this.write(() => writeFileSync(this.file, ''));
      return;
    }
    const kept = { executionArn, stateMachineArn, name, status, startDate, redriveCount };
    const line = JSON.stringify({ ...kept, ...(status === 'RUNNING' ? { input } : {}) });
    this.write(() => appendFileSync(this.file, `${line}\n`));
  }

  private write(write: () => void): void {
    try {
      write();
    } catch (error) {
      const isGone =
        typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
      this.failed ??= isGone ? new StoreLostError(this.file) : new StoreWriteError(this.file, error);
    }
  }
}

/** A process that was killed may have left half a line behind; such a line tells nothing. */
function readChanges(file: string): ExecutionStatusChange[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const { input = '{}', ...change } = JSON.parse(line);
        return [{ ...change, input, output: null, stopDate: null, redriveDate: null }];
      } catch {
        return [];
      }
    });
}
