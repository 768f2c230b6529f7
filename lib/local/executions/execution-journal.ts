import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ExecutionStatusChange } from '../events/execution-status-event';

/**
 * Notes which executions run, since they do not survive the process: the next process finds here what the last one
 * left behind, however it ended, and says that those are aborted.
 */
export class ExecutionJournal {
  private readonly running = new Set<string>();

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

  /** Notes a change of status. Outputs are not needed and not kept; when nothing runs any more, nothing is. */
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
      writeFileSync(this.file, '');
      return;
    }
    const kept = { executionArn, stateMachineArn, name, status, startDate, redriveCount };
    const line = JSON.stringify({ ...kept, ...(status === 'RUNNING' ? { input } : {}) });
    appendFileSync(this.file, `${line}\n`);
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
