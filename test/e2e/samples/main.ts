import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, relative, resolve } from 'node:path';
import type { TryReport } from '../../../lib/local/try/try-report';
import { packageRoot } from '../../../lib/package-root';
import { genericEvent, genericFixtures } from './generic-data';
import { namesInSource } from './names-in-source';
import { verdictOf } from './verdict';

/** Actions that are tried side by side. */
const atOnce = 2;

/**
 * Runs every HubSpot action under a folder with `coded-actions try --http`, on made-up data, and prints a table:
 *
 *     node bin/launch.mjs test/e2e/samples/main.ts <folder>
 *
 * Exits with 1 when one does not bundle, load, and end as it should. The folder is a copy of a public collection; none
 * is kept in this repository.
 */
async function main([folder]: readonly string[]): Promise<void> {
  if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error('Name a folder: node bin/launch.mjs test/e2e/samples/main.ts <folder>');
  }
  const files = actionsIn(resolve(folder));
  const scratch = mkdtempSync(join(tmpdir(), 'samples-'));
  let wrong = 0;
  try {
    for (let first = 0; first < files.length; first += atOnce) {
      const batch = files.slice(first, first + atOnce).map(async (file, index) => {
        const source = readFileSync(file, 'utf8');
        return { file, source, report: await tryFile(file, source, join(scratch, String(index))) };
      });
      for (const { file, source, report } of await Promise.all(batch)) {
        const verdict = verdictOf(report, source);
        if (!verdict.isRight) wrong++;
        console.log(row(verdict.isRight, relative(folder, file), librariesOf(source), report));
        if (verdict.reason !== undefined)
          console.log(`       ${verdict.reason.replace(/\s+/g, ' ').slice(0, 300)}`);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log(`\n${files.length} actions, ${wrong} not as they should be`);
  process.exitCode = wrong === 0 && files.length > 0 ? 0 : 1;
}

/** Files that export a handler of HubSpot's, in any depth. */
function actionsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        ['.js', '.cjs', '.mjs', '.ts'].includes(extname(name)) && !/node_modules|\.coded-actions/.test(name),
    )
    .map((name) => join(folder, name))
    .filter(
      (file) => statSync(file).isFile() && /\bexports?\s*\.\s*main\s*=/.test(readFileSync(file, 'utf8')),
    )
    .sort();
}

/** Responses of the api-client's third version have a `body`; later ones are the body. */
function librariesOf(source: string): 'hubspot' | 'hubspot-v3' {
  const isOld = source.includes('@hubspot/api-client') && /\.body\.\w+/.test(source);
  return isOld ? 'hubspot-v3' : 'hubspot';
}

async function tryFile(file: string, source: string, scratch: string): Promise<TryReport> {
  const names = namesInSource(source);
  mkdirSync(scratch, { recursive: true });
  const event = join(scratch, 'event.json');
  const fixtures = join(scratch, 'fixtures.json');
  writeFileSync(event, JSON.stringify(genericEvent(names)));
  writeFileSync(fixtures, JSON.stringify(genericFixtures(names)));
  const words = [
    'try',
    file,
    '--event',
    event,
    '--http',
    fixtures,
    '--libraries',
    librariesOf(source),
    '--json',
  ];
  const { output, errors } = await launch([join(packageRoot(), 'bin', 'launch.mjs'), ...words], scratch);
  try {
    return JSON.parse(output);
  } catch {
    throw new Error(`No report of ${file}: ${output}${errors}`);
  }
}

/** A run that fails exits with 1, and is an outcome as any other. */
function launch(words: readonly string[], cwd: string): Promise<{ output: string; errors: string }> {
  return new Promise((done) => {
    execFile(process.execPath, words, { cwd, maxBuffer: 64 * 1024 * 1024 }, (_error, output, errors) =>
      done({ output, errors }),
    );
  });
}

function row(isRight: boolean, file: string, libraries: string, report: TryReport): string {
  const { status, requests, outputFields, durationMs, memoryMb, error } = report;
  const sent = requests.map(({ method, status: answer }) => `${method} ${answer ?? 'none'}`).join(', ');
  return [
    isRight ? 'ok   ' : 'WRONG',
    file.padEnd(60),
    libraries.padEnd(10),
    (error === undefined ? status : `${status}: ${error.name}`).padEnd(22),
    `${Object.keys(outputFields).length} outputs`,
    `${durationMs} ms`.padStart(8),
    `${memoryMb} MB`.padStart(7),
    sent,
  ].join('  ');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
