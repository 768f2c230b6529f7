import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whether files can be made in a folder, which itself may still have to be made. */
export function isWritable(folder: string): boolean {
  try {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats === undefined) return folder !== dirname(folder) && isWritable(dirname(folder));
    accessSync(folder, constants.W_OK);
    return stats.isDirectory();
  } catch {
    return false;
  }
}
