import { readFileSync } from 'node:fs';

/** How often a running function's memory is looked at, in milliseconds. */
const INTERVAL = 50;

/**
 * Watches how much memory a process has for itself (not what it shares, such as Node's own code), and calls once when
 * it is more than its function has: Lambda kills it then. Only Linux tells; elsewhere V8's own limit must do.
 *
 * @param limit MB
 * @returns ends the watch
 */
export function watchMemory(pid: number, limit: number, onExceeded: () => void): () => void {
  if (process.platform !== 'linux') return () => {};
  const timer = setInterval(() => {
    if (ownMemory(pid) <= limit) return;
    clearInterval(timer);
    onExceeded();
  }, INTERVAL);
  return () => clearInterval(timer);
}

/** MB; 0 when the process is gone. */
function ownMemory(pid: number): number {
  try {
    return Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
