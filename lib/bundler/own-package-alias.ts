import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root';

/**
 * Where an action's `import { action } from 'coded-actions'` leads inside this repository, which has no `dist` until it
 * is packed. A project that depends on the package resolves it as any other.
 */
export function ownPackageAlias(): Readonly<Record<string, string>> {
  const source = join(packageRoot(), 'lib', 'action.ts');
  return existsSync(source) ? { 'coded-actions': source } : {};
}
