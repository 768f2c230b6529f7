import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Where the local runtime of a project listens, or undefined where none is up.
 *
 * @param file where a runtime that stays up writes its address
 */
export function runningEndpoint(file: string): string | undefined {
  try {
    const { url, pid } = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof url !== 'string' || typeof pid !== 'number') return undefined;
    process.kill(pid, 0);
    return url;
  } catch {
    // No file, or the process that wrote it is gone.
    return undefined;
  }
}

/** Says where this process's runtime listens; the returned function takes it back, and not what another one says. */
export function announceEndpoint(file: string, url: string): () => void {
  const said = JSON.stringify({ url, pid: process.pid });
  writeFileSync(file, said);
  return () => {
    if (existsSync(file) && readFileSync(file, 'utf8') === said) rmSync(file, { force: true });
  };
}
