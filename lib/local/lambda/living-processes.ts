import type { ChildProcess } from 'node:child_process';
import { Reaper } from './reaper';

const living = new Set<ChildProcess>();
let reaper: Reaper | undefined;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Sees to it that a process which we started does not outlive us: at the end of this process, however it comes. After a
 * SIGKILL an idle one ends by itself, since nobody holds its pipe any more; one that is at work the reaper ends.
 */
export function endWithUs(child: ChildProcess): void {
  if (living.size === 0) {
    process.on('exit', killAll);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  living.add(child);
  const { pid } = child;
  if (pid !== undefined) {
    reaper ??= new Reaper();
    reaper.watch(pid);
  }
  child.once('exit', () => {
    living.delete(child);
    if (pid !== undefined) reaper?.forget(pid);
    if (living.size > 0) return;
    process.off('exit', killAll);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  });
}

/** Ends a process and what it started, at once. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // The group that it leads, since it was started detached.
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function killAll(): void {
  for (const child of living) killTree(child);
}

/**
 * Without a listener of anyone else's, the signal ends this process, as it would have without ours. With one, that one
 * ends it in its own way, and may need the functions until then.
 */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  process.off(signal, onSignal);
  process.kill(process.pid, signal);
}
