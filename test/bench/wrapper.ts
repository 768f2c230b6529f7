import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { analyzeMetafileSync, buildSync } from 'esbuild';
import { ownBuildOptions } from '../../lib/bundler/build-options';
import { packageRoot } from '../../lib/package-root';
import { installLambdaClient } from '../e2e/action/lambda-client';
import { declaration, invocation } from '../lambdas/action/run-action';

/** Starts of each kind, in turns. */
const starts = 25;
const warmRuns = 5_000;

/** What we mean to reach. */
const wanted = { bytes: 20_000, readyMs: 10, readyWithSecretsMs: 30, warmMs: 1 };

const action = `exports.main = async (event) => ({ outputFields: { a: event.inputFields.n } });`;

/** What a careful person writes by hand for one secret, with AWS's SDK. */
const byHand = `const { SecretsManagerClient, GetSecretValueCommand } = require('@aws-sdk/client-secrets-manager');
const client = new SecretsManagerClient({});
let action;
exports.handler = async (event) => {
  if (!action) {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'coded-actions/dev/TOKEN' }));
    process.env.TOKEN = SecretString;
    action = require('./action.js');
  }
  return { outputs: (await action.main({ inputFields: event.inputs })).outputFields };
};`;

/** Processor time of a process from its start, in ms. */
const report = 'const used = process.cpuUsage(); console.log((used.user + used.system) / 1000);';

/** Processor times of one kind, in ms. */
interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/**
 * What the wrapper adds to an action: bytes, time until the handler can be called, time until the first answer, time of
 * a warm run; and the same of a handler written by hand with the SDK's client bundled. On Lambda's Node.
 */
export async function measure({ json }: { json: boolean }): Promise<Record<string, unknown>> {
  const say = (text: string): void => {
    if (!json) console.log(text);
  };
  const { node } = installLambdaClient();
  const folder = mkdtempSync(join(tmpdir(), 'bench-wrapper-'));
  try {
    const sizes = writeFolders(folder);
    say(
      `size of the wrapper, minified: ${sizes.wrapper} bytes, ${sizes.gzipped} compressed (goal ${wanted.bytes}); of these ${sizes.onlyForSecrets} serve secrets and ${sizes.sentences} are messages for people; by hand with the SDK's client: ${sizes.byHand}`,
    );
    say(sizes.parts);

    const scripts = {
      bare: script(folder, 'bare', report),
      ready: script(folder, 'ready', `require('${folder}/plain/index.js'); ${report}`),
      // What is loaded for secrets is loaded by then, and so is what a request to AWS needs.
      readyWithSecrets: script(
        folder,
        'ready-secrets',
        `require('${folder}/secrets/index.js'); require('node:https'); setImmediate(() => { ${report} });`,
      ),
      readyByHand: script(folder, 'ready-by-hand', `require('${folder}/by-hand/index.js'); ${report}`),
      firstDirect: script(
        folder,
        'direct',
        `require('${folder}/plain/action.js').main({ inputFields: {} }).then(() => { ${report} });`,
      ),
      first: script(
        folder,
        'first',
        `require('${folder}/plain/index.js').handler(${JSON.stringify(invocation)}, {}).then(() => { ${report} });`,
      ),
    };
    const times = timed(node, scripts);
    for (const [name, spread] of Object.entries(times)) say(`${name.padEnd(18)} ${described(spread)}`);
    const added = (name: keyof typeof scripts, to: keyof typeof scripts = 'bare') =>
      round(times[name].median - times[to].median);
    const ready = {
      plain: added('ready'),
      secrets: added('readyWithSecrets'),
      byHand: added('readyByHand'),
      first: added('first', 'firstDirect'),
    };
    say(
      `over bare Node: ready ${ready.plain} ms, with secrets ${ready.secrets} ms, by hand ${ready.byHand} ms; first answer ${ready.first} ms over the action itself`,
    );

    const warm = warmTimes(node, folder);
    say(
      `warm run: ${warm.wrapped} ms through the wrapper, ${warm.direct} ms direct (medians of ${warmRuns})`,
    );

    if (ready.plain > wanted.readyMs) fail(`ready ${ready.plain} ms after bare Node`);
    if (ready.secrets > wanted.readyWithSecretsMs)
      fail(`ready ${ready.secrets} ms after bare Node, with secrets`);
    if (warm.wrapped - warm.direct > wanted.warmMs) fail('a warm run costs too much');
    const { parts: _parts, ...bytes } = sizes;
    return {
      wrapper: {
        bytes,
        readyMs: ready,
        warmMs: warm,
        times,
        method: `${node === process.execPath ? process.version : 'Node 24.21.0'}, ${cpus().length} CPUs; ${starts} starts of each kind in turns, processor time of the process by then (which other load on the machine does not change), differences of medians; sizes as the bundler minifies.`,
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeFolders(folder: string) {
  const wrapper = buildSync({
    ...ownBuildOptions(),
    metafile: true,
    entryPoints: [join(packageRoot(), 'lambdas/action/index.ts')],
    write: false,
  });
  const { metafile } = wrapper;
  const hand = buildSync({
    ...ownBuildOptions(),
    stdin: { contents: byHand, resolveDir: packageRoot() },
    external: ['./action.js'],
    write: false,
  });
  const text = wrapper.outputFiles[0]?.text ?? '';
  const handText = hand.outputFiles[0]?.text ?? '';
  const files = { plain: [text, []], secrets: [text, ['TOKEN']], 'by-hand': [handText, ['TOKEN']] } as const;
  for (const [name, [code, secrets]] of Object.entries(files)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.js'), code);
    writeFileSync(join(folder, name, 'action.js'), action);
    writeFileSync(
      join(folder, name, 'step.json'),
      JSON.stringify({ ...declaration, outputs: { a: { type: 'string' } }, secrets }),
    );
  }
  const output = Object.values(metafile.outputs)[0];
  const ofSecrets = ['secrets', 'signature'].map(
    (name) => output?.inputs[`lambdas/action/${name}.ts`]?.bytesInOutput ?? 0,
  );
  return {
    wrapper: Buffer.byteLength(text),
    onlyForSecrets: ofSecrets.reduce((sum, bytes) => sum + bytes, 0),
    sentences: lengthOfSentences(text),
    gzipped: gzipSync(text).length,
    byHand: Buffer.byteLength(handText),
    parts: analyzeMetafileSync(metafile),
  };
}

/** Of text between quotes that is longer than a name. */
function lengthOfSentences(code: string): number {
  const literals = code.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [];
  return literals.filter((literal) => literal.length > 40).join('').length;
}

function script(folder: string, name: string, code: string): string {
  const file = join(folder, `${name}.js`);
  writeFileSync(file, code);
  return file;
}

function timed<Name extends string>(node: string, scripts: Record<Name, string>): Record<Name, Spread> {
  const samples = new Map<Name, number[]>();
  const names = Object.keys(scripts) as Name[];
  for (let turn = 0; turn < starts; turn += 1) {
    for (const name of names) {
      const { stdout } = spawnSync(node, [scripts[name]], { encoding: 'utf8', env: {} });
      samples.set(name, [...(samples.get(name) ?? []), Number(stdout)]);
    }
  }
  return Object.fromEntries(names.map((name) => [name, spread(samples.get(name) ?? [])])) as Record<
    Name,
    Spread
  >;
}

/** Medians of one run each, in one process of each kind. */
function warmTimes(node: string, folder: string): { wrapped: number; direct: number } {
  const loop = (call: string) => `
    (async () => {
      const times = [];
      for (let run = 0; run < ${warmRuns}; run++) {
        await new Promise((resolve) => setImmediate(resolve));
        const started = performance.now();
        await ${call};
        times.push(performance.now() - started);
      }
      console.log(times.sort((a, b) => a - b)[times.length >> 1]);
    })();`;
  const timeOf = (name: string, code: string) =>
    round(Number(spawnSync(node, [script(folder, name, code)], { encoding: 'utf8', env: {} }).stdout));
  return {
    wrapped: timeOf(
      'warm',
      `const { handler } = require('${folder}/plain/index.js'); const invocation = ${JSON.stringify(invocation)};${loop('handler(invocation, {})')}`,
    ),
    direct: timeOf(
      'warm-direct',
      `const { main } = require('${folder}/plain/action.js');${loop('main({ inputFields: {} })')}`,
    ),
  };
}

function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN);
  return { min: at(0), median: at(0.5), max: at(1) };
}

function described({ min, median, max }: Spread): string {
  return `${median} ms (${min} to ${max})`;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}

function fail(reason: string): void {
  console.error(`Out of reach: ${reason}.`);
  process.exitCode = 1;
}
