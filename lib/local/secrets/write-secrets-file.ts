import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes the file of local secrets: whole or not at all, readable by its owner alone.
 *
 * @param values all of them, by name
 */
export function writeSecretsFile(file: string, values: ReadonlyMap<string, string>): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, `${JSON.stringify(Object.fromEntries(values), undefined, 2)}\n`, {
      mode: 0o600,
    });
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
