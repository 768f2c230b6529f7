import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleActions } from '../../../lib/bundler';
import { installLibrarySet } from '../../../lib/libraries/install-library-set';
import { librariesInProject } from '../../../lib/libraries/libraries-in-project';
import { userCache } from '../../../lib/user-cache';
import { declaration, invocation } from '../../lambdas/action/run-action';
import { fail, round, script, timed } from './timing';

const action = `const hubspot = require('@hubspot/api-client');
exports.main = async (event) => {
  const client = new hubspot.Client({ accessToken: 'x' });
  return { outputFields: { a: typeof client.crm.contacts.basicApi.getById } };
};`;

/** A run of an action with the client costs this much processor time at most, in ms; without the compiling ahead 150. */
const mostInRun = 120;

/**
 * Cold start of an action with HubSpot's client: processor time before its first run and in it, since a run has only
 * its share of a processor, by memory, and the start of a function a whole one. Beside it what other ways would take:
 *
 * - `plainRequire`: the bundle as it is, loaded by Node's own `require` in the run;
 * - `compileCache`: the same with Node's compile cache filled, which no cold start of Lambda has: it is kept by Node's
 *   exact version and processor, and `/tmp` is empty then;
 * - `unbundled`: the package as npm installs it, as a layer would hold it: 104 small files in place of one.
 */
export async function measureApiClient(
  node: string,
  folder: string,
  starts: number,
  say: (text: string) => void,
): Promise<Record<string, unknown>> {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'a.js'), action);
  const cacheDirectory = join(userCache(process.env), 'libraries');
  const installed = await installLibrarySet('hubspot', { cacheDirectory });
  const libraries = librariesInProject(installed, project);
  const started = performance.now();
  const { bundles } = await bundleActions({
    projectDirectory: project,
    actions: [
      {
        key: 'a',
        file: 'a.js',
        libraries,
        declaration: { ...declaration, outputs: { a: { type: 'string' } } },
      },
    ],
  });
  const bundledIn = round(performance.now() - started);
  const directory = bundles.get('a')?.directory;
  if (directory === undefined) throw new Error('The action with the client was not bundled.');
  const code = readFileSync(join(directory, 'action.js'));
  const map = readFileSync(join(directory, 'action.js.map'));

  const unbundled = join(folder, 'unbundled');
  mkdirSync(unbundled);
  writeFileSync(join(unbundled, 'action.js'), action);
  symlinkSync(installed, join(unbundled, 'node_modules'));

  const cpu =
    'const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };';
  const noted = 'const before = cpu();';
  const direct = (file: string) =>
    `${cpu}${noted} require('${file}/action.js').main({}).then(() => { console.log(cpu() - before); });`;
  const wrapped = (print: string) =>
    `${cpu} const { handler } = require('${directory}/index.js'); ${noted} handler(${JSON.stringify(invocation)}, {}).then(() => { console.log(${print}); });`;
  const scripts = {
    beforeRun: script(folder, 'client-before', wrapped('before')),
    inRun: script(folder, 'client-run', wrapped('cpu() - before')),
    plainRequire: script(folder, 'client-direct', direct(directory)),
    unbundled: script(folder, 'client-unbundled', direct(unbundled)),
  };
  const times = timed(node, scripts, starts);
  const { compileCache } = timed(node, { compileCache: scripts.plainRequire }, starts, {
    NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
  });
  const bytes = { bundle: code.length, compressed: gzipSync(code).length, map: map.length };
  say(
    `an action with HubSpot's client: ${bytes.bundle} bytes (${bytes.compressed} compressed, map ${bytes.map}), bundled in ${bundledIn} ms`,
  );
  for (const [name, { median, min, max }] of Object.entries({ ...times, compileCache }))
    say(`  ${name.padEnd(16)} ${median} ms (${min} to ${max})`);
  if (times.inRun.median > mostInRun) {
    fail(`the first run with HubSpot's client takes ${times.inRun.median} ms`);
  }
  return { bytes, bundledInMs: bundledIn, times: { ...times, compileCache } };
}
