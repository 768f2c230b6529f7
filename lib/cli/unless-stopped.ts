import type { CommandContext } from './command-context';
import { StoppedError } from './stopped-error';

/**
 * Waits for work, unless the person ends the command first (Ctrl+C): so that the command can close what it opened, with
 * the processes, the lock and the temporary files that go with it.
 *
 * @param stopped `context.untilStopped()`, asked for as soon as there is something to close
 * @throws StoppedError
 */
export async function unlessStopped<T>(
  work: Promise<T>,
  stopped: ReturnType<CommandContext['untilStopped']>,
): Promise<T> {
  // What becomes of the work then is of no interest to anybody.
  work.catch(() => {});
  return Promise.race([
    work,
    stopped.then(() => {
      throw new StoppedError();
    }),
  ]);
}
