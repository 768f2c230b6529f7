import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { ownBuildOptions } from '../../lib/bundler/build-options';
import { packageRoot } from '../../lib/package-root';
import { installLambdaClient } from '../e2e/action/lambda-client';
import { invocation as anyInvocation, buildWrapper, declaration } from '../lambdas/action/run-action';
import { measureApiClient } from './wrapper/api-client';
import { composition } from './wrapper/composition';
import { fail, round, type Spread, script, timed } from './wrapper/timing';

/** Starts of each kind, in turns. */
const starts = 25;
const warmRuns = 5_000;

/**
 * What we mean to reach: bytes that a cold start reads, without and with secrets, and times. The 10 KB are out of reach
 * without giving up a promise: what keeps one run's timers, handles, listeners, environment, console and errors from
 * the next, and secrets from what is written, has to stand before the action's first line (the composition says what
 * is what). Nor would they be felt: `nodesOwn` is the share of the ready time that is Node's, whatever our bytes.
 * `mostBytes` is what the promises take.
 */
const wanted = { bytes: 10_000, bytesWithSecrets: 20_000, readyMs: 10, readyWithSecretsMs: 30, warmMs: 1 };
const mostBytes = { plain: 16_500, withSecrets: wanted.bytesWithSecrets };

const invocation = { ...anyInvocation, inputs: { n: '1' } };

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
      `size of what every cold start reads, minified: ${sizes.plain} bytes (goal ${wanted.bytes}), with secrets ${sizes.withSecrets} (goal ${wanted.bytesWithSecrets}); in all ${sizes.all}, ${sizes.gzipped} compressed; by hand with the SDK's client: ${sizes.byHand}`,
    );
    for (const [name, bytes] of Object.entries(sizes.files)) say(`  ${name.padEnd(18)} ${bytes}`);
    const composed = { plain: composition('index.js'), secrets: composition('secrets.part.js') };
    for (const [name, shares] of Object.entries(composed)) {
      say(`what a cold start reads, ${name === 'plain' ? 'always' : 'for a step with secrets'}:`);
      for (const { part, bytes, why } of shares)
        say(`  ${part.padEnd(18)} ${String(bytes).padStart(5)}  ${why}`);
    }

    const scripts = {
      bare: script(folder, 'bare', report),
      nodesOwn: script(
        folder,
        'nodes-own',
        `${builtinModules(folder)
          .map((name) => `require('${name}');`)
          .join('')} ${report}`,
      ),
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
        `require('${folder}/plain/action.js').main({ inputFields: { n: '1' } }).then(() => { ${report} });`,
      ),
      first: script(
        folder,
        'first',
        `require('${folder}/plain/index.js').handler(${JSON.stringify(invocation)}, {}).then(() => { ${report} });`,
      ),
    };
    const times = timed(node, scripts, starts);
    for (const [name, spread] of Object.entries(times)) say(`${name.padEnd(18)} ${described(spread)}`);
    const added = (name: keyof typeof scripts, to: keyof typeof scripts = 'bare') =>
      round(times[name].median - times[to].median);
    const ready = {
      plain: added('ready'),
      nodesOwn: added('nodesOwn'),
      secrets: added('readyWithSecrets'),
      byHand: added('readyByHand'),
      first: added('first', 'firstDirect'),
    };
    say(
      `over bare Node: ready ${ready.plain} ms (of it Node's own modules ${ready.nodesOwn} ms), with secrets ${ready.secrets} ms, by hand ${ready.byHand} ms; first answer ${ready.first} ms over the action itself`,
    );

    const warm = warmTimes(node, folder);
    say(
      `warm run: ${warm.wrapped} ms through the wrapper, ${warm.direct} ms direct (medians of ${warmRuns})`,
    );

    const apiClient = await measureApiClient(node, folder, starts, say);

    if (sizes.plain > mostBytes.plain || sizes.withSecrets > mostBytes.withSecrets)
      fail(`${sizes.plain} bytes, ${sizes.withSecrets} with secrets`);
    if (ready.plain > wanted.readyMs) fail(`ready ${ready.plain} ms after bare Node`);
    if (ready.secrets > wanted.readyWithSecretsMs)
      fail(`ready ${ready.secrets} ms after bare Node, with secrets`);
    if (warm.wrapped - warm.direct > wanted.warmMs) fail('a warm run costs too much');
    return {
      wrapper: {
        bytes: sizes,
        composition: composed,
        readyMs: ready,
        warmMs: warm,
        times,
        apiClient,
        method: `${node === process.execPath ? process.version : 'Node 24.21.0'}, ${cpus().length} CPUs; ${starts} starts of each kind in turns, processor time of the process by then (which other load on the machine does not change), differences of medians; sizes as the bundler minifies.`,
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeFolders(folder: string) {
  const wrapper = buildWrapper();
  const hand = buildSync({
    ...ownBuildOptions(),
    stdin: { contents: byHand, resolveDir: packageRoot() },
    external: ['./action.js'],
    write: false,
  });
  const handText = hand.outputFiles[0]?.text ?? '';
  const byHandFiles = new Map([['index.js', handText]]);
  const folders = {
    plain: [wrapper, []],
    secrets: [wrapper, ['TOKEN']],
    'by-hand': [byHandFiles, []],
  } as const;
  for (const [name, [files, secrets]] of Object.entries(folders)) {
    mkdirSync(join(folder, name));
    for (const [file, text] of files) writeFileSync(join(folder, name, file), text);
    writeFileSync(join(folder, name, 'action.js'), action);
    writeFileSync(
      join(folder, name, 'step.json'),
      JSON.stringify({ ...declaration, outputs: { a: { type: 'string' } }, secrets }),
    );
  }
  const files = Object.fromEntries([...wrapper].map(([name, text]) => [name, Buffer.byteLength(text)]));
  const { 'index.js': plain = 0, 'secrets.part.js': secrets = 0 } = files;
  return {
    plain,
    withSecrets: plain + secrets,
    all: Object.values(files).reduce((sum, bytes) => sum + bytes, 0),
    gzipped: gzipSync([...wrapper.values()].join('')).length,
    byHand: Buffer.byteLength(handText),
    files,
  };
}

/** Node's own modules that the wrapper asks for as it starts. */
function builtinModules(folder: string): string[] {
  const text = readFileSync(join(folder, 'plain', 'index.js'), 'utf8');
  return [
    ...new Set(
      [...text.matchAll(/(?:require|getBuiltinModule)\("(node:[^"]+)"\)/g)].map(([, name = '']) => name),
    ),
  ];
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
      `const { main } = require('${folder}/plain/action.js');${loop('main({ inputFields: { n: 1 } })')}`,
    ),
  };
}

function described({ min, median, max }: Spread): string {
  return `${median} ms (${min} to ${max})`;
}
