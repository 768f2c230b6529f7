import { CodedActionsError } from '../coded-actions-error';

/** What was bundled was deleted before it could be used: somebody cleared the cache meanwhile. */
export class CacheGoneError extends CodedActionsError {
  readonly code = 'cache-gone';
  readonly remedy = 'Run the command again: what is missing is bundled anew.';

  /** @param path what was to be read */
  constructor(readonly path: string) {
    super(`${path} was deleted while it was in use: somebody cleared the cache of bundles.`);
  }
}

/** Whether the file system says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
