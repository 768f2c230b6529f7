#!/usr/bin/env node
/**
 * Starts a TypeScript entry point of this package, or of a project that depends on it: bundled in process by
 * esbuild (packages stay outside), which takes a tenth of a second where `tsx` takes two.
 *
 *   launch.mjs                      the CLI
 *   launch.mjs path/to/entry.ts …   that entry
 */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packageRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const [first, ...rest] = process.argv.slice(2);
const named = first?.endsWith('.ts') && existsSync(first);
const entry = named ? resolve(first) : join(packageRoot, 'bin', 'coded-actions.ts');
const requireFromHere = createRequire(import.meta.url);

process.setSourceMapsEnabled(true);
process.argv.splice(1, process.argv.length - 1, entry, ...(named ? rest : process.argv.slice(2)));
// A packed package has no sources: its CLI was bundled when it was packed.
if (existsSync(entry)) await startBundled();
else requireFromHere(join(packageRoot, 'dist', 'cli.js'));

/** Loads the entry as one file, which is not needed any more once it is loaded: a process may be killed. */
async function startBundled() {
  const project = named ? dirname(findPackage(entry)) : packageRoot;
  const name = `${createHash('sha256').update(entry).digest('hex').slice(0, 16)}-${process.pid}.cjs`;
  const folder = join(project, 'node_modules', '.cache', 'coded-actions', 'launch');
  const outfile = join(folder, name);
  // Whoever may only read the package gets the same from memory, which takes a little longer.
  const write = isWritable(folder);
  if (write) sweepKilled(folder);
  let output;
  try {
    // In esbuild's own process, which then stands ready for the actions; what most entries need is loaded meanwhile.
    const built = build({
      entryPoints: [entry],
      outfile,
      write,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
      sourcemap: 'inline',
      // A stack trace names files and lines; their texts would double what is loaded.
      sourcesContent: false,
      logLevel: 'error',
    });
    loadMeanwhile(project);
    output = (await built).outputFiles?.[0]?.text;
  } catch {
    // esbuild has printed what is wrong and where.
    process.exit(1);
  }
  if (output !== undefined) return loadText(output, outfile);
  try {
    requireFromHere(outfile);
  } finally {
    rmSync(outfile, { force: true });
  }
}

/** Runs a module that stands in no file, as if it stood there: its imports are looked for from that place. */
function loadText(text, filename) {
  const module = new Module(filename);
  module.filename = filename;
  module.paths = Module._nodeModulePaths(dirname(filename));
  module._compile(text, filename);
}

/** Whether files can be made in a folder, which is made where it is missing. */
function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Loads the CDK, whose parts come in when they are first asked for: every local run asks for these. */
function loadMeanwhile(project) {
  if (named || !['run', 'start', 'demo'].includes(first)) return;
  try {
    const { App, Stack, aws_lambda, aws_stepfunctions } = createRequire(join(project, 'package.json'))(
      'aws-cdk-lib',
    );
    for (const part of [App, Stack, aws_lambda.CfnFunction, aws_stepfunctions.CfnStateMachine]) void part;
  } catch {
    // Whoever needs it will say that it is not there.
  }
}

/** Deletes what processes left that were killed while they loaded it. */
function sweepKilled(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, pid] = /-(\d+)\.cjs$/.exec(name) ?? [];
    try {
      if (pid !== undefined) process.kill(Number(pid), 0);
    } catch (error) {
      // Somebody else's process is alive too.
      if (error.code === 'ESRCH') rmSync(join(folder, name), { force: true });
    }
  }
}

/** The nearest package.json above a file. */
function findPackage(from) {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const candidate = join(folder, 'package.json');
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return join(packageRoot, 'package.json');
  }
}
