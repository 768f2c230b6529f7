import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { actionBuildOptions, ownBuildOptions } from '../../../lib/bundler/build-options';
import { ownEntrySources } from '../../../lib/bundler/bundle-own-entries';
import { packageRoot } from '../../../lib/package-root';
import {
  type ActionDeclaration,
  type ActionInvocation,
  actionBundle,
} from '../../../lib/workflow/action-contract';

/** What an action did in one process: an answer for each invocation, and all that it wrote. */
export interface ActionRuns {
  readonly answers: readonly {
    readonly result?: { readonly outputs: Record<string, unknown> };
    readonly error?: { readonly name: string; readonly message: string; readonly stack: string };
    readonly ms: number;
    readonly memory: number;
  }[];
  /** Log lines of the action. */
  readonly lines: readonly Record<string, unknown>[];
  /** Standard output and error, whole. */
  readonly text: string;
  /** How the process ended. */
  readonly exitCode: number | null;
}

/** An action, and what it is invoked with. */
export interface ActionCase {
  /** Source of the user's file; TypeScript or JavaScript. */
  readonly source: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly declaration?: Partial<ActionDeclaration>;
  /** One invocation each. */
  readonly invocations?: readonly {
    readonly invocation?: Partial<ActionInvocation>;
    readonly pauseMs?: number;
    readonly remainingMs?: number;
    /** How far the clock jumps before this one. */
    readonly advanceMs?: number;
  }[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly format?: 'cjs' | 'esm';
}

export const declaration: ActionDeclaration = {
  workflow: 'rotate-leads',
  step: 'availability',
  file: 'workflows/rotate-leads/availability.js',
  outputs: {},
  secrets: [],
  timeoutSeconds: 3,
  pause: false,
};

export const invocation: ActionInvocation = {
  callbackId: 'callback-1',
  object: { objectType: 'contact', objectId: '1001' },
  inputs: {},
  execution: 'arn:aws:states:eu-west-1:123456789012:execution:coded-actions-dev-rotate-leads:run-1',
  attempt: { now: '2026-01-01T00:00:00.000Z', since: '2026-01-01T00:00:00.000Z', waits: 0, retries: 0 },
};

let wrapperFiles: ReadonlyMap<string, string> | undefined;

/** The wrapper's files by name, built as the bundler builds them. */
export function buildWrapper(): ReadonlyMap<string, string> {
  wrapperFiles ??= new Map(
    buildSync({
      ...ownBuildOptions(),
      absWorkingDir: packageRoot(),
      entryPoints: [...ownEntrySources('action')],
      outdir: 'wrapper',
      write: false,
    }).outputFiles.map(({ path, text }) => [basename(path), text]),
  );
  return wrapperFiles;
}

/** Writes an action's bundle to a folder, built as the bundler builds it. */
export function writeBundle(
  folder: string,
  { source, files = {}, declaration: declared, format = 'cjs' }: ActionCase,
): void {
  for (const [name, text] of Object.entries({ 'workflows/rotate-leads/availability.ts': source, ...files })) {
    const file = join(folder, 'project', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const bundle = format === 'cjs' ? actionBundle.commonJs : actionBundle.esModule;
  const { outExtension: _named, ...options } = actionBuildOptions(format);
  buildSync({
    ...options,
    absWorkingDir: join(folder, 'project'),
    entryPoints: ['workflows/rotate-leads/availability.ts'],
    // Beside the sources' own folder, so that the map names them as the project does.
    outfile: join(folder, 'project', bundle),
    alias: { 'coded-actions': join(packageRoot(), 'lib/action.ts') },
  });
  for (const name of [bundle, `${bundle}.map`]) renameSync(join(folder, 'project', name), join(folder, name));
  for (const [name, text] of buildWrapper()) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, actionBundle.declaration), JSON.stringify({ ...declaration, ...declared }));
}

/** How a process is started that serves the invocations in one file and writes its answers to another. */
export type Runtime = (paths: {
  readonly folder: string;
  readonly invocations: string;
  readonly answers: string;
}) => {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Record<string, string>;
};

/** The runtime loop of these tests, on a Node. */
export function runtimeLoop(node: string = process.execPath): Runtime {
  const loop = join(packageRoot(), 'test/lambdas/action/runtime-loop.cjs');
  return ({ folder, invocations, answers }) => ({
    command: node,
    args: [loop, folder, invocations, answers],
  });
}

let usual = runtimeLoop();

/** Makes every later run of this test file run so. */
export function useRuntime(runtime: Runtime): void {
  usual = runtime;
}

/** Runs an action in a process of its own. */
export async function runAction(action: ActionCase, runtime: Runtime = usual): Promise<ActionRuns> {
  const folder = mkdtempSync(join(tmpdir(), 'action-'));
  try {
    writeBundle(folder, action);
    const paths = {
      folder,
      invocations: join(folder, 'invocations.json'),
      answers: join(folder, 'answers.jsonl'),
    };
    const invocations = (action.invocations ?? [{}]).map((one) => ({
      ...one,
      invocation: { ...invocation, ...one.invocation },
    }));
    writeFileSync(paths.invocations, JSON.stringify(invocations));
    const { command, args, environment } = runtime(paths);
    const { text, exitCode } = await spawned(command, args, {
      PATH: process.env.PATH ?? '',
      CODED_ACTIONS_STAGE: 'dev',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'a-key-that-signs',
      AWS_SESSION_TOKEN: 'a-session-token',
      ...environment,
      ...action.environment,
    });
    const written = readFileSync(paths.answers, { encoding: 'utf8', flag: 'a+' });
    const lines = text
      .split('\n')
      .filter((line) => line.startsWith('{"timestamp"') && line.includes('"workflow"'));
    return { answers: parseLines(written.split('\n')), lines: parseLines(lines), text, exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function parseLines(lines: readonly string[]) {
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

function spawned(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ text: string; exitCode: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ text, exitCode }));
  });
}
