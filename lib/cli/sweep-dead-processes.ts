import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Deletes what processes left behind that were killed before they could.
 *
 * @param named matches the names of such files and folders, and captures the id of the process
 */
export function sweepDeadProcesses(folder: string, named: RegExp): void {
  for (const name of readdirSync(folder)) {
    const id = named.exec(name)?.[1];
    if (id !== undefined && !isAlive(Number(id)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too.
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}
