import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { bundleActions } from '../../bundler';
import { writableCache } from '../../bundler/writable-cache';
import { userCache } from '../../user-cache';
import type { ActionDeclaration } from '../../workflow/action-contract';
import type { Problem } from '../../workflow/problem';
import type { LoneAction } from './lone-action';

/** A bundle of a lone action. */
export interface LoneBundle {
  /** Absent where there are errors among the problems. */
  readonly directory?: string;
  readonly problems: readonly Problem[];
  /** The environment variables that the action's own files read, sorted. */
  readonly environmentNames: readonly string[];
}

/** What is up to who tries an action. */
export interface LoneSettings extends Pick<ActionDeclaration, 'workflow' | 'timeoutSeconds'> {
  /** Absolute path of the `node_modules` of a set of libraries. */
  readonly libraries?: string;
}

/** Bundles an action as a deploy would, with all that it reads from its environment as its secrets. */
export async function bundleAlone(
  action: LoneAction,
  settings: LoneSettings,
  secretsOf: (names: readonly string[]) => readonly string[],
): Promise<LoneBundle> {
  const first = await bundle(action, settings, []);
  if (first.directory === undefined) return first;
  const secrets = secretsOf(first.environmentNames);
  return secrets.length === 0 ? first : bundle(action, settings, secrets);
}

async function bundle(
  { file, project, name }: LoneAction,
  { workflow, timeoutSeconds, libraries }: LoneSettings,
  secrets: readonly string[],
): Promise<LoneBundle> {
  const source = relative(project, file).split(sep).join('/');
  const { bundles, problems, environment } = await bundleActions({
    projectDirectory: project,
    cacheDirectory: cacheOf(project),
    actions: [
      {
        key: name,
        file: source,
        ...(libraries === undefined ? {} : { libraries }),
        declaration: {
          workflow,
          step: name,
          file: source,
          outputs: {},
          secrets,
          timeoutSeconds,
          pause: true,
          undeclaredOutputs: 'keep',
        },
      },
    ],
  });
  const directory = bundles.get(name)?.directory;
  const environmentNames = environment.get(name) ?? [];
  return { ...(directory === undefined ? {} : { directory }), problems, environmentNames };
}

/** A project has its own cache; what lies anywhere on the disk leaves nothing beside it. */
function cacheOf(project: string): string {
  return existsSync(join(project, 'package.json'))
    ? writableCache(join(project, '.coded-actions', 'bundles'), 'bundles')
    : join(userCache(process.env), 'bundles');
}
