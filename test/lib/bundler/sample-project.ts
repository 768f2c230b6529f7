import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assetFile } from '../../../lib/bundler/asset-folder';
import { bundleActionsWith } from '../../../lib/bundler/bundle-actions';
import type { ActionSource, BundleOutcome } from '../../../lib/bundler/bundled-action';
import type { Problem } from '../../../lib/workflow/problem';

/** A wrapper that is quickly there: what `lambdas/action` does is tested with it. */
export const smallWrapper = [assetFile('index.js', 'exports.handler = () => require("./action.js").main();')];

const folders: string[] = [];

/** A project of a user in a folder of its own, with these files by their path. */
export function sampleProject(files: Readonly<Record<string, string>>, folder = newFolder()): string {
  for (const [path, content] of Object.entries(files)) put(folder, path, content);
  return folder;
}

export function put(project: string, path: string, content: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), content);
}

export function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bundler-')));
  folders.push(folder);
  return folder;
}

/** For `afterAll`. */
export function removeSampleProjects(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The source of an action as a step without outputs or secrets names it. */
export function actionSource(file: string, step = 'step'): ActionSource {
  const declaration = {
    workflow: 'sample',
    step,
    file,
    outputs: {},
    secrets: [],
    timeoutSeconds: 20,
    pause: false,
  };
  return { key: `sample/${step === 'step' ? file : step}`, file, declaration };
}

/** Bundles actions of a sample project, each a step of its own. */
export function bundle(projectDirectory: string, ...files: readonly string[]): Promise<BundleOutcome> {
  const actions = files.map((file) => actionSource(file));
  return bundleActionsWith(smallWrapper, { projectDirectory, actions });
}

/** A problem as a line, to compare with. */
export function line({ severity, code, location }: Problem): string {
  return `${location.file}:${location.line}:${location.column} ${severity} ${code}`;
}

/** A package with one file, as an installation leaves it. */
export function installedPackage(
  name: string,
  source: string,
  manifest: object = {},
): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name,
      version: '1.0.0',
      main: 'index.js',
      ...manifest,
    }),
    [`node_modules/${name}/index.js`]: source,
  };
}
