import { existsSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Loader } from 'esbuild';
import { bundleActions } from '../../bundler';
import { userCache } from '../../user-cache';
import { type ActionDeclaration, actionBundle } from '../../workflow/action-contract';
import type { Problem } from '../../workflow/problem';
import { environmentNames } from './environment-names';
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
  if (first.directory === undefined) return { problems: first.problems, environmentNames: [] };
  const names = await namesIn(first.directory, action.project);
  const secrets = secretsOf(names);
  const { directory, problems } = secrets.length === 0 ? first : await bundle(action, settings, secrets);
  return { ...(directory === undefined ? {} : { directory }), problems, environmentNames: names };
}

async function bundle(
  { file, project, name }: LoneAction,
  { workflow, timeoutSeconds, libraries }: LoneSettings,
  secrets: readonly string[],
): Promise<{ readonly directory?: string; readonly problems: readonly Problem[] }> {
  const source = relative(project, file).split(sep).join('/');
  const { bundles, problems } = await bundleActions({
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
  return { ...(directory === undefined ? {} : { directory }), problems };
}

/** A project has its own cache; what lies anywhere on the disk leaves nothing beside it. */
function cacheOf(project: string): string {
  return existsSync(join(project, 'package.json'))
    ? join(project, '.coded-actions', 'bundles')
    : join(userCache(process.env), 'bundles');
}

/** What the user's own files in a bundle read from the environment: its source map names the files. */
async function namesIn(bundleDirectory: string, project: string): Promise<readonly string[]> {
  const map = [actionBundle.commonJs, actionBundle.esModule]
    .map((code) => join(bundleDirectory, `${code}.map`))
    .find((file) => existsSync(file));
  if (map === undefined) return [];
  const { sources }: { sources: readonly string[] } = JSON.parse(readFileSync(map, 'utf8'));
  const found = await Promise.all(
    sources.map((source) => environmentNames(readFileSync(join(project, source), 'utf8'), loaderOf(source))),
  );
  return [...new Set(found.flat())].sort();
}

function loaderOf(file: string): Loader {
  switch (extname(file)) {
    case '.ts':
    case '.mts':
    case '.cts':
      return 'ts';
    case '.tsx':
      return 'tsx';
    case '.jsx':
      return 'jsx';
    default:
      return 'js';
  }
}
