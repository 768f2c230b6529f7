import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { bundleActions } from '../../../lib/bundler';
import { bundleActionsWith } from '../../../lib/bundler/bundle-actions';
import type { BundledAction, BundleOutcome } from '../../../lib/bundler/bundled-action';
import { packageRoot } from '../../../lib/package-root';
import {
  actionSource,
  bundle,
  installedPackage,
  line,
  newFolder,
  put,
  removeSampleProjects,
  sampleProject,
  smallWrapper,
} from './sample-project';

const run = promisify(execFile);

/** Arguments of Node that bundle in a process of its own. */
const inProcess = [
  join(packageRoot(), 'bin', 'launch.mjs'),
  join(packageRoot(), 'test', 'lib', 'bundler', 'bundle-in-process.ts'),
];

afterAll(removeSampleProjects);

const greet = 'exports.main = async () => "hello";\n';

describe('bundleActions', () => {
  describe('makes an asset of each action', () => {
    it('with wrapper, code, map and declaration', async () => {
      const project = sampleProject({ 'a.js': greet });
      const outcome = await bundle(project, 'a.js');
      const { directory } = only(outcome);
      expect(readdirSync(directory).sort()).toEqual(['action.js', 'action.js.map', 'index.js', 'step.json']);
      expect(JSON.parse(text(directory, 'step.json'))).toEqual(actionSource('a.js').declaration);
      expect(outcome).toMatchObject({ problems: [], built: 1 });
    });

    it('with the real wrapper', async () => {
      const project = sampleProject({ 'a.js': greet });
      const { bundles } = await bundleActions({ projectDirectory: project, actions: [actionSource('a.js')] });
      expect(text(bundles.get('sample/a.js')?.directory ?? '', 'index.js')).toContain('exports');
    });

    it.each([
      ['CommonJS', 'a.js', 'exports.main = () => 42;'],
      ['CommonJS by its extension', 'a.cjs', 'module.exports = { main: () => 42 };'],
      ['an ES module', 'a.js', 'export const main = () => 42;'],
      ['an ES module by its extension', 'a.mjs', 'export function main() { return 42 }'],
      ['TypeScript', 'a.ts', 'export const main = (): number => 42 satisfies number;'],
      ['TypeScript with export =', 'a.cts', 'export = { main: (): number => 42 };'],
      [
        'imports beside exports.main',
        'a.js',
        'import { sep } from "node:path"; exports.main = () => sep && 42;',
      ],
      [
        'TypeScript’s decorators of old',
        'old/a.ts',
        'const given = (_target: object, _name: undefined, _index: number) => {}; class A { constructor(@given readonly b: number) {} } export const main = () => new A(42).b;',
      ],
      ['an enum', 'a.ts', 'enum Answer { Right = 42 } export const main = () => Answer.Right;'],
      [
        'JSX in a file for it',
        'a.tsx',
        'const React = { createElement: () => 42 }; export const main = () => <b />;',
      ],
    ])('from %s', async (_what, file, source) => {
      const config = { 'old/tsconfig.json': '{"compilerOptions":{"experimentalDecorators":true}}' };
      const { directory } = only(await bundle(sampleProject({ [file]: source, ...config }), file));
      expect(await loaded(directory, 'main()')).toBe('42');
    });

    it.each([
      [
        'it awaits at its top level',
        'const answer = await Promise.resolve(42);\nexport const main = () => answer;',
      ],
      ['it reads import.meta', 'export const main = () => import.meta.url.startsWith("file:") && 42;'],
      [
        'it makes its own require',
        'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nexport const main = () => require("node:path").sep && 42;',
      ],
      [
        'and still loads CommonJS packages',
        'import dep from "dep";\nawait null;\nexport const main = () => dep() && 42;',
      ],
    ])('as an ES module where %s', async (_why, source) => {
      const dep = installedPackage(
        'dep',
        'const fs = require("fs"); module.exports = () => fs.existsSync(__dirname) && __filename;',
      );
      const outcome = await bundle(sampleProject({ 'a.js': source, ...dep }), 'a.js');
      expect(outcome.problems).toEqual([]);
      const { directory } = only(outcome);
      expect(readdirSync(directory).sort()).toEqual([
        'action.mjs',
        'action.mjs.map',
        'index.js',
        'step.json',
      ]);
      expect(await loaded(directory, 'main()', 'action.mjs')).toBe('42');
    });

    it('with the packages and files that it imports', async () => {
      const project = sampleProject({
        'workflows/a/a.js':
          'const dep = require("dep"); const { b } = require("../b"); exports.main = () => dep + b;',
        'workflows/b.ts': 'export const b = 2;',
        ...installedPackage('dep', 'module.exports = 40;'),
      });
      const { directory } = only(await bundle(project, 'workflows/a/a.js'));
      rmSync(join(project, 'node_modules'), { recursive: true });
      expect(await loaded(directory, 'main()')).toBe('42');
    });

    it('with packages of its libraries, after those of the project, each action with its own', async () => {
      const project = sampleProject({
        'a.js': 'exports.main = () => require("greeting") + require("place");',
        'b.js': 'exports.main = () => require("greeting");',
        ...installedPackage('place', 'module.exports = " at home";'),
      });
      const libraries = (greeting: string) =>
        join(
          sampleProject({
            ...installedPackage('greeting', `module.exports = require("./words");`),
            'node_modules/greeting/words.js': `module.exports = "${greeting}";`,
            ...installedPackage('place', 'module.exports = " abroad";'),
          }),
          'node_modules',
        );
      const request = {
        projectDirectory: project,
        actions: [
          { ...actionSource('a.js'), libraries: libraries('good day') },
          { ...actionSource('b.js'), libraries: libraries('hello') },
          { ...actionSource('b.js', 'without'), key: 'without' },
        ],
      };

      const outcome = await bundleActionsWith(smallWrapper, request);
      const again = await bundleActionsWith(smallWrapper, request);

      const said = [...outcome.bundles.values()].map(({ directory }) =>
        require(join(directory, 'action.js')).main(),
      );
      expect(said).toEqual(['good day at home', 'hello']);
      expect(outcome.problems.map(line)).toEqual(['b.js:1:30 error unresolved-import']);
      expect(outcome.built).toBe(2);
      expect(again.built).toBe(0);
    });

    it('in batches when there are many, one bad action or not', async () => {
      const files = Array.from({ length: 120 }, (_, index) => `a${index}.js`);
      const project = sampleProject({
        ...Object.fromEntries(files.map((file, index) => [file, `exports.main = () => ${index};`])),
        'a77.js': 'exports.main = (',
        'a78.js': 'export const main = await 78;',
      });
      const outcome = await bundle(project, ...files);
      expect(outcome.problems.map(line)).toEqual(['a77.js:1:16 error syntax-error']);
      expect(outcome.bundles.size).toBe(119);
      expect(await loaded(outcome.bundles.get('sample/a119.js')?.directory ?? '', 'main()')).toBe('119');
    });
  });

  describe('gives the same bytes', () => {
    const files = {
      'workflows/a.ts':
        'import { b } from "./lib/b"; import dep from "dep";\nexport const main = () => b(dep);',
      'workflows/lib/b.ts': 'export const b = (value: unknown) => { throw new Error(String(value)) };',
      'workflows/c.mjs': 'import dep from "dep";\nawait null;\nexport const main = () => dep;',
      ...installedPackage('dep', 'module.exports = "dep";'),
    };
    const actions = ['workflows/a.ts', 'workflows/c.mjs'];

    it('in another folder', async () => {
      const one = await bundle(sampleProject(files), ...actions);
      const other = await bundle(sampleProject(files, join(newFolder(), 'deeper', 'and deeper')), ...actions);
      expect(contents(other)).toEqual(contents(one));
      expect(hashes(other)).toEqual(hashes(one));
    });

    it('through a link to the project', async () => {
      const project = sampleProject(files);
      const link = join(newFolder(), 'link');
      symlinkSync(project, link);
      expect(hashes(await bundle(link, ...actions))).toEqual(
        hashes(await bundle(sampleProject(files), ...actions)),
      );
    });

    it('alone and in company', async () => {
      const alone = await bundle(sampleProject(files), 'workflows/a.ts');
      const company = await bundle(sampleProject(files), ...actions);
      expect(company.bundles.get('sample/workflows/a.ts')?.hash).toBe(only(alone).hash);
    });

    it('whatever the environment says about modules', async () => {
      const before = process.env.NODE_PATH;
      const elsewhere = newFolder();
      put(elsewhere, 'ghost/index.js', 'module.exports = 1');
      process.env.NODE_PATH = elsewhere;
      try {
        const outcome = await bundle(sampleProject({ 'a.js': 'exports.main = require("ghost");' }), 'a.js');
        expect(outcome.problems.map(line)).toEqual(['a.js:1:24 error unresolved-import']);
      } finally {
        if (before === undefined) delete process.env.NODE_PATH;
        else process.env.NODE_PATH = before;
      }
    });

    it('without a path of this machine in any file', async () => {
      const project = sampleProject(files);
      for (const content of Object.values(contents(await bundle(project, ...actions)))) {
        expect(content).not.toContain(project);
      }
    });
  });

  describe('gives another hash', () => {
    it('to another declaration with the same code, and bundles a file once for two steps', async () => {
      const project = sampleProject({ 'a.js': greet });
      const outcome = await bundleActionsWith(smallWrapper, {
        projectDirectory: project,
        actions: [actionSource('a.js', 'one'), actionSource('a.js', 'two')],
      });
      const [one, two] = [...outcome.bundles.values()];
      expect(outcome.built).toBe(1);
      expect(one?.hash).not.toBe(two?.hash);
      expect(text(one?.directory ?? '', 'action.js')).toBe(text(two?.directory ?? '', 'action.js'));
      expect(JSON.parse(text(two?.directory ?? '', 'step.json'))).toMatchObject({ step: 'two' });
    });

    it('to another wrapper, but not to another order of keys in the declaration', async () => {
      const project = sampleProject({ 'a.js': greet });
      const source = actionSource('a.js');
      const { step, workflow, ...rest } = source.declaration;
      const first = only(await bundle(project, 'a.js'));
      const reordered = await bundleActionsWith(smallWrapper, {
        projectDirectory: project,
        actions: [{ ...source, declaration: { ...rest, workflow, step } }],
      });
      expect(only(reordered).hash).toBe(first.hash);
      const rewrapped = await bundleActionsWith(
        smallWrapper.map((file) => ({
          ...file,
          digest: 'other',
          from: { bytes: Buffer.from('other') },
          size: 5,
        })),
        { projectDirectory: project, actions: [source] },
      );
      expect(rewrapped.built).toBe(0);
      expect(only(rewrapped).hash).not.toBe(first.hash);
    });
  });

  describe('maps a stack trace to the user’s own file', () => {
    it.each(['action.js', 'action.mjs'])('in %s', async (output) => {
      const project = sampleProject({
        'workflows/a/a.ts': [
          ...(output === 'action.mjs' ? ['await null;'] : []),
          'import dep from "dep";',
          'import { fail } from "../shared/fail";',
          'interface Unused { readonly a: string }',
          'export const main = () => dep(fail);',
        ].join('\n'),
        'workflows/shared/fail.ts':
          '// A comment\n\nexport function fail(): never {\n  throw new Error("Sorry");\n}\n',
        ...installedPackage('dep', 'module.exports = function callsBack(back) { return back() };'),
      });
      const { directory } = only(await bundle(project, 'workflows/a/a.ts'));
      const stack = await loaded(directory, 'stackOf(main)', output);
      const places = ownPlaces(stack, join(directory, output));
      expect(places).toEqual([
        'workflows/shared/fail.ts:4',
        undefined,
        `workflows/a/a.ts:${output === 'action.mjs' ? 5 : 4}`,
      ]);
      expect(stack).toContain('at fail ');
    });

    it('with a map of nothing but their names and positions', async () => {
      const project = sampleProject({
        'w/a.js': `const dep = require("dep"); ${greet}`,
        ...installedPackage('dep', 'module.exports = "a secret of the package";\n'.repeat(500)),
      });
      const map = JSON.parse(text(only(await bundle(project, 'w/a.js')).directory, 'action.js.map'));
      expect(Object.keys(map).sort()).toEqual(['mappings', 'names', 'sources', 'version']);
      expect(map).toMatchObject({ version: 3, sources: ['w/a.js'] });
      expect(map.mappings.length).toBeLessThan(200);
    });
  });

  describe('does not build again', () => {
    it('what did not change, in this process or a fresh view of it', async () => {
      const project = sampleProject({ 'a.js': greet, 'b.ts': 'export const main = () => 1;' });
      const first = await bundle(project, 'a.js', 'b.ts');
      const second = await bundle(project, 'a.js', 'b.ts');
      expect(first.built).toBe(2);
      expect(second.built).toBe(0);
      expect(second.bundles).toEqual(first.bundles);
    });

    it('what has other times and the same content, as after a checkout', async () => {
      const project = sampleProject({ 'a.js': `require("dep"); ${greet}`, ...installedPackage('dep', '1') });
      await bundle(project, 'a.js');
      for (const file of ['a.js', 'node_modules/dep/index.js', 'node_modules/dep/package.json']) {
        utimesSync(join(project, file), 1, 1);
      }
      expect((await bundle(project, 'a.js')).built).toBe(0);
    });

    it('what moved with its cache to another folder', async () => {
      const project = sampleProject({ 'a.js': `require("./b"); ${greet}`, 'b.js': '' });
      await bundle(project, 'a.js');
      const moved = join(newFolder(), 'moved');
      renameSync(project, moved);
      const outcome = await bundle(moved, 'a.js');
      expect(outcome.built).toBe(0);
      expect(existsSync(join(only(outcome).directory, 'action.js'))).toBe(true);
    });

    it('an action when only another one, or a field that means nothing to a bundle, changed', async () => {
      const project = sampleProject({
        'a.js': greet,
        'b.js': greet,
        'package.json': '{"name":"mine","dependencies":{}}',
        'tsconfig.json': '{"compilerOptions":{"strict":true}}',
      });
      await bundle(project, 'a.js', 'b.js');
      put(project, 'a.js', 'exports.main = () => 1;');
      put(project, 'package.json', '{"name":"mine","dependencies":{"axios":"1"},"scripts":{"a":"b"}}');
      put(project, 'tsconfig.json', '{\n  // why\n  "compilerOptions": {"strict":true}, "include": ["a"]\n}');
      expect((await bundle(project, 'a.js', 'b.js')).built).toBe(1);
    });

    it('repeats the warnings of what it kept', async () => {
      const project = sampleProject({ 'a.js': 'exports.main = (name) => require(name);' });
      const first = await bundle(project, 'a.js');
      const second = await bundle(project, 'a.js');
      expect(first.problems.map(line)).toEqual(['a.js:1:26 warning dynamic-require']);
      expect(second).toMatchObject({ built: 0, problems: first.problems });
    });
  });

  describe('builds again', () => {
    const before = {
      'package.json': '{"name":"mine"}',
      'w/a.ts':
        'import { b } from "./b"; import dep from "dep"; import c from "@/c"; export const main = () => [b, dep, c];',
      'w/b.ts': 'export const b: number = 1; try { require("optional") } catch {}',
      'src/c.js': 'export default 1;',
      'tsconfig.json': '{"extends":"./base.json"}',
      'base.json': '{"compilerOptions":{"paths":{"@/*":["./first/*","./src/*"]}}}',
      ...installedPackage('dep', 'module.exports = require("inner");', { version: '1.0.0' }),
      ...installedPackage('inner', 'module.exports = 1;'),
    };

    it.each([
      ['the action changed', (project) => put(project, 'w/a.ts', `${before['w/a.ts']}\n`)],
      ['a file changed that it imports', (project) => put(project, 'w/b.ts', 'export const b = 2;')],
      [
        'a file changed without another size or time',
        sameTimes('w/b.ts', 'export const b: number = 2; try { require("optional") } catch {}'),
      ],
      ['a package changed', (project) => put(project, 'node_modules/inner/index.js', 'module.exports = 2;')],
      [
        'a package has another entry',
        (project) => put(project, 'node_modules/dep/package.json', '{"main":"./other.js"}'),
      ],
      [
        'the project became one of ES modules',
        (project) => put(project, 'package.json', '{"type":"module"}'),
      ],
      [
        'a nearer package.json appeared',
        (project) => put(project, 'w/package.json', '{"sideEffects":false}'),
      ],
      [
        'the extended tsconfig changed',
        (project) =>
          put(project, 'base.json', '{"compilerOptions":{"paths":{"@/*":["./src/*"]},"target":"es5"}}'),
      ],
      [
        'a nearer tsconfig appeared',
        (project) => put(project, 'w/tsconfig.json', '{"extends":"../base.json"}'),
      ],
      ['a file appeared that now comes first', (project) => put(project, 'w/b.tsx', 'export const b = 3;')],
      [
        'a nearer package appeared',
        (project) => sampleProject(prefixed('w', installedPackage('dep', '3')), project),
      ],
      [
        'a nearer package of a package appeared',
        (project) => sampleProject(prefixed('node_modules/dep', installedPackage('inner', '3')), project),
      ],
      [
        'an optional package was installed',
        (project) => sampleProject(installedPackage('optional', '3'), project),
      ],
      [
        'a path of the tsconfig now leads elsewhere',
        (project) => put(project, 'first/c.js', 'export default 2;'),
      ],
    ] as [string, (project: string) => void][])('where %s', async (_what, change) => {
      const project = sampleProject(before);
      put(project, 'node_modules/dep/other.js', 'module.exports = 4;');
      expect((await bundle(project, 'w/a.ts')).built).toBe(1);
      expect((await bundle(project, 'w/a.ts')).built).toBe(0);
      change(project);
      const fresh = sampleProject({});
      const changed = await bundle(project, 'w/a.ts');
      expect(changed.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(changed.built).toBe(1);
      // What a build from nothing gives is the truth.
      const fromNothing = await bundleActionsWith(smallWrapper, {
        projectDirectory: project,
        cacheDirectory: fresh,
        actions: [actionSource('w/a.ts')],
      });
      expect(only(changed).hash).toBe(only(fromNothing).hash);
    });

    it('where the link of a package leads to another version', async () => {
      const project = sampleProject({
        'a.js': 'exports.main = () => require("dep");',
        'store/one/index.js': 'module.exports = 1',
        'store/two/index.js': 'module.exports = 2',
      });
      mkdirSync(join(project, 'node_modules'));
      symlinkSync('../store/one', join(project, 'node_modules/dep'));
      const first = only(await bundle(project, 'a.js'));
      expect((await bundle(project, 'a.js')).built).toBe(0);
      unlinkSync(join(project, 'node_modules/dep'));
      symlinkSync('../store/two', join(project, 'node_modules/dep'));
      const second = await bundle(project, 'a.js');
      expect(second.built).toBe(1);
      expect(only(second).hash).not.toBe(first.hash);
    });

    it.each([
      ['an action', 'w/a.js', 'w/a.js'],
      ['its folder', 'w/a.js', 'w'],
      ['a file that it imports', 'w/a.js', 'w/b.js'],
      ['a folder of files that it imports', 'a.js', 'w'],
    ])('where the link of %s leads elsewhere', async (_what, file, link) => {
      const folder = { 'a.js': 'exports.main = () => require("./b");', 'b.js': 'module.exports = 1' };
      const project = sampleProject({
        ...prefixed('one', folder),
        ...prefixed('two', { ...folder, 'a.js': `${folder['a.js']}// 2`, 'b.js': 'module.exports = 2' }),
        ...(link === 'w' ? {} : prefixed('w', folder)),
        'a.js': 'exports.main = () => require("./w/b.js");',
      });
      const part = link === 'w' ? '' : link.slice('w'.length);
      rmSync(join(project, link), { force: true });
      symlinkSync(join(project, `one${part}`), join(project, link));
      await bundle(project, file);
      expect((await bundle(project, file)).built).toBe(0);
      unlinkSync(join(project, link));
      symlinkSync(join(project, `two${part}`), join(project, link));
      expect((await bundle(project, file)).built).toBe(1);
    });

    it('where a pattern decides which files are imported', async () => {
      const project = sampleProject({
        'a.js': 'exports.main = (name) => require("./texts/" + name + ".js");',
        'texts/one.js': 'module.exports = 1',
      });
      await bundle(project, 'a.js');
      put(project, 'texts/two.js', 'module.exports = 2');
      expect((await bundle(project, 'a.js')).built).toBe(1);
    });

    it('an action that had an error', async () => {
      const project = sampleProject({ 'a.js': 'exports.main = (' });
      expect((await bundle(project, 'a.js')).bundles.size).toBe(0);
      put(project, 'a.js', greet);
      expect(await bundle(project, 'a.js')).toMatchObject({ built: 1, problems: [] });
    });

    it('what changed while it was built, next time', async () => {
      const project = sampleProject({ 'a.js': greet });
      const building = bundle(project, 'a.js');
      const saving = setInterval(() => put(project, 'a.js', greet), 1);
      await building;
      clearInterval(saving);
      expect((await bundle(project, 'a.js')).built).toBe(1);
    });
  });

  describe('keeps its cache whole', () => {
    it('when many bundle the same project at once', async () => {
      const files = Array.from({ length: 10 }, (_, index) => `a${index}.js`);
      const project = sampleProject(Object.fromEntries(files.map((file) => [file, greet])));
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => bundle(project, ...files)));
      for (const outcome of outcomes) expect(outcome.bundles).toEqual(outcomes[0]?.bundles);
      expect(Object.keys(contents(outcomes[0] ?? (await bundle(project, ...files)))).length).toBe(40);
      expect((await bundle(project, ...files)).built).toBe(0);
      expect(readdirSync(join(project, '.coded-actions/bundles/scratch'))).toEqual([]);
    });

    it('when processes bundle at once and some are killed at work', async () => {
      const files = Array.from({ length: 20 }, (_, index) => `a${index}.js`);
      const sources = Object.fromEntries(files.map((file, index) => [file, `${greet}// ${index}`]));
      const project = sampleProject(sources);
      const killed = [0, 1, 2].map((index) => {
        const child = spawn(process.execPath, [...inProcess, project, ...files], { stdio: 'ignore' });
        const ended = once(child, 'exit');
        setTimeout(() => child.kill('SIGKILL'), 250 + index * 150);
        return ended;
      });
      const { stdout } = await run(process.execPath, [...inProcess, project, ...files]);
      await Promise.all(killed);
      const after = await bundle(project, ...files);
      const expected = await bundle(sampleProject(sources), ...files);
      expect(JSON.parse(stdout).hashes).toEqual(
        Object.fromEntries([...expected.bundles].map(([key, { hash }]) => [key, hash])),
      );
      expect(contents(after)).toEqual(contents(expected));
    }, 60_000);

    it.each(['index.js', 'action.js', 'action.js.map', 'step.json'])(
      'when %s of an asset is gone or cut off',
      async (name) => {
        const project = sampleProject({ 'a.js': greet });
        const first = await bundle(project, 'a.js');
        const whole = contents(first);
        const file = join(only(first).directory, name);
        unlinkSync(file);
        expect(contents(await bundle(project, 'a.js'))).toEqual(whole);
        unlinkSync(file);
        writeFileSync(file, '');
        expect(contents(await bundle(project, 'a.js'))).toEqual(whole);
      },
    );

    it.each(['records', 'packages', 'content', 'assets'])('when its %s are damaged or gone', async (part) => {
      const project = sampleProject({ 'a.js': greet });
      const first = await bundle(project, 'a.js');
      const whole = contents(first);
      const folder = join(project, '.coded-actions/bundles', part);
      for (const name of readdirSync(folder)) {
        if (part === 'assets') continue;
        unlinkSync(join(folder, name));
        writeFileSync(join(folder, name), '{"half');
      }
      expect(contents(await bundle(project, 'a.js'))).toEqual(whole);
      rmSync(folder, { recursive: true });
      expect(contents(await bundle(project, 'a.js'))).toEqual(whole);
    });

    it('when a bundle in it has other bytes, though as many', async () => {
      const project = sampleProject({ 'a.js': greet });
      const whole = contents(await bundle(project, 'a.js'));
      const folder = join(project, '.coded-actions/bundles/content');
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        writeFileSync(path, readFileSync(path, 'utf8').replace(/[a-z]/g, 'x'));
      }
      const outcome = await bundle(project, 'a.js');
      expect(outcome.built).toBe(1);
      expect(contents(outcome)).toEqual(whole);
    });

    it.each(['records', 'packages'])('when its %s are JSON of another shape', async (part) => {
      const project = sampleProject({ 'a.js': greet });
      const whole = contents(await bundle(project, 'a.js'));
      const folder = join(project, '.coded-actions/bundles', part);
      for (const damage of ['null', '{}', '[]', '"text"', '{"code":{},"own":{}}']) {
        for (const name of readdirSync(folder)) writeFileSync(join(folder, name), damage);

        expect(contents(await bundle(project, 'a.js'))).toEqual(whole);
      }
    });

    it('without what a killed build left half done', async () => {
      const project = sampleProject({ 'a.js': greet });
      const left = join(project, '.coded-actions/bundles/scratch/1-killed');
      put(project, '.coded-actions/bundles/scratch/1-killed/action.js', 'half');
      utimesSync(left, 1, 1);
      await bundle(project, 'a.js');
      expect(existsSync(left)).toBe(false);
    });
  });

  describe('warns of secrets that steps do not declare', () => {
    const files = {
      'a.js':
        'import { greet } from "./lib/greet";\nimport dep from "dep";\nexport const main = () => dep() + greet() + process.env.DECLARED;',
      'lib/greet.ts':
        'export const greet = (): string => process.env.TOKEN!;\nexport const unused = () => process.env.SHAKEN;',
      ...installedPackage('dep', 'module.exports = () => process.env.OF_A_PACKAGE'),
    };
    const source = actionSource('a.js', 'ask');
    const asking = { ...source, declaration: { ...source.declaration, secrets: ['DECLARED'] } };

    it('in the author’s own files, and says the same when nothing is built', async () => {
      const projectDirectory = sampleProject(files);
      const first = await bundleActionsWith(smallWrapper, { projectDirectory, actions: [asking] });
      const second = await bundleActionsWith(smallWrapper, { projectDirectory, actions: [asking] });

      expect(first.problems.map(line)).toEqual(['lib/greet.ts:1:36 warning secret-not-in-step']);
      expect(second).toMatchObject({ problems: first.problems, built: 0 });
      expect([...second.environment]).toEqual([['sample/ask', ['DECLARED', 'TOKEN']]]);
    });

    it('until they declare them, without building again', async () => {
      const projectDirectory = sampleProject(files);
      await bundleActionsWith(smallWrapper, { projectDirectory, actions: [asking] });
      const declaration = { ...source.declaration, secrets: ['DECLARED', 'TOKEN'] };
      const mended = await bundleActionsWith(smallWrapper, {
        projectDirectory,
        actions: [{ ...source, declaration }],
      });

      expect(mended).toMatchObject({ problems: [], built: 0 });
    });
  });

  describe('reports as problems, with the place and the remedy,', () => {
    it.each([
      ['a file that is not there', 'w/a.js', {}, 'w/a.js:1:1 error action-not-found', 'Add the file'],
      [
        'a misspelled file',
        'w/availabilty.js',
        { 'w/availability.js': greet },
        'w/availabilty.js:1:1 error action-not-found',
        'Did you mean `w/availability.js`?',
      ],
      ['a folder', 'w', { 'w/a.js': greet }, 'w:1:1 error action-not-found', 'Add the file'],
      ['another language', 'a.py', { 'a.py': 'def main(event):' }, 'a.py:1:1 error action-language', '.ts'],
      [
        'a syntax error',
        'a.js',
        { 'a.js': 'exports.main = () => {\n  const é = "ü", x = ;\n}' },
        'a.js:2:22 error syntax-error',
        'Correct',
      ],
      [
        'a syntax error in a file that is imported',
        'a.js',
        { 'a.js': 'require("./b"); exports.main = () => 1', 'b.ts': 'let a: = 1' },
        'b.ts:1:8 error syntax-error',
        'Correct',
      ],
      [
        'a package that is not installed',
        'a.js',
        { 'a.js': 'const axios = require("axios");\nexports.main = () => 1' },
        'a.js:1:23 error unresolved-import',
        'npm install axios',
      ],
      [
        'a file that is not there to import',
        'a.ts',
        { 'a.ts': 'import "./lead";\nexport const main = () => 1', 'leads.ts': '' },
        'a.ts:1:8 error unresolved-import',
        'Did you mean `./leads.ts`?',
      ],
      [
        'upper case where the file has lower',
        'a.ts',
        { 'a.ts': 'import "./Lead";\nexport const main = () => 1', 'lead.ts': '' },
        'a.ts:1:8 error unresolved-import',
        '`./lead.ts`',
      ],
      [
        'an unknown module of Node',
        'a.js',
        { 'a.js': '\nrequire("node:fss"); exports.main = () => 1' },
        'a.js:2:9 error unresolved-import',
        'node:fs',
      ],
      [
        'an address',
        'a.js',
        { 'a.js': 'import x from "https://a.b/c.js"; export const main = x' },
        'a.js:1:15 error unresolved-import',
        'npm',
      ],
      [
        'an unknown export',
        'a.js',
        { 'a.js': 'import { c } from "./b"; export const main = c', 'b.js': 'export const b = 1' },
        'a.js:1:10 error unknown-export',
        'exports',
      ],
      [
        'no handler',
        'a.js',
        { 'a.js': 'async function main() {}' },
        'a.js:1:1 error missing-handler',
        'exports.main',
      ],
      [
        'compiled code',
        'a.js',
        {
          'a.js': 'const { x } = require("outer");\nexports.main = x',
          ...installedPackage('outer', 'require("addon")'),
          ...installedPackage('addon', 'module.exports = require("./build/addon.node")'),
        },
        'a.js:1:23 error native-addon',
        'WebAssembly',
      ],
      [
        'compiled code of the user’s own',
        'a.js',
        { 'a.js': 'exports.main = require("./fast.node").main' },
        'a.js:1:24 error native-addon',
        'WebAssembly',
      ],
      [
        'compiled code that is looked for',
        'a.js',
        {
          'a.js': 'exports.main = require("addon")',
          ...installedPackage('addon', 'module.exports = require("bindings")("addon")'),
          ...installedPackage('bindings', 'module.exports = () => require(process.cwd())'),
        },
        'a.js:1:24 warning native-addon',
        'WebAssembly',
      ],
      [
        'require of a variable',
        'a.js',
        { 'a.js': 'exports.main = (name) => require(name)' },
        'a.js:1:26 warning dynamic-require',
        'quotes',
      ],
      [
        'require of what awaits',
        'a.js',
        { 'a.js': 'exports.main = require("./b.mjs")', 'b.mjs': 'export const b = await 1' },
        'a.js:1:24 error require-of-es-module',
        'import',
      ],
    ] as [string, string, Record<string, string>, string, string][])(
      '%s',
      async (_what, file, files, expected, remedy) => {
        const project = sampleProject(files);
        const { problems, bundles } = await bundle(project, file);
        expect(problems.map(line)).toEqual([expected]);
        expect(problems[0]?.remedy).toContain(remedy);
        expect(JSON.stringify(problems)).not.toContain(project);
        expect(bundles.size).toBe(problems[0]?.severity === 'error' ? 0 : 1);
      },
    );

    it.each<[what: string, source: string, ...problems: string[]]>([
      [
        'a missing package and a misspelled export',
        'exports.mian = () => require("nope");',
        '1:9 error missing-handler',
        '1:30 error unresolved-import',
      ],
      [
        'a missing file and an ES module without a handler',
        'import { a } from "./nope";\nexport const mian = () => a;',
        '1:19 error unresolved-import',
        '2:14 error missing-handler',
      ],
      [
        'a missing package and a secret that no step declares',
        'const nope = require("nope");\nexports.main = () => nope(process.env.TOKEN);',
        '1:22 error unresolved-import',
        '2:27 warning secret-not-in-step',
      ],
      [
        'a misspelled export and a secret that no step declares',
        'exports.mian = () => process.env.TOKEN;',
        '1:9 error missing-handler',
        '1:22 warning secret-not-in-step',
      ],
      [
        'two missing packages',
        'require("nope"); require("no-way");\nexports.main = () => 1;',
        '1:9 error unresolved-import',
        '1:26 error unresolved-import',
      ],
      [
        'a missing package and a require of a variable',
        'exports.main = (name) => require("nope")(require(name));',
        '1:34 error unresolved-import',
        '1:42 warning dynamic-require',
      ],
    ])('both: %s', async (_what, source, ...expected) => {
      const { problems } = await bundle(sampleProject({ 'a.js': source }), 'a.js');

      expect(problems.map(line)).toEqual(expected.map((problem) => `a.js:${problem}`));
    });

    it.each([
      [
        'the bracket that nothing closes',
        'exports.main = () => {\n  return 1;\n\n\n',
        'a.js:1:22',
        'Close it: `}`.',
      ],
      [
        'the one further in, by its indentation',
        'a = () => {\n  if (a) {\n};\n',
        'a.js:2:10',
        'Close it: `}`.',
      ],
      ['the backtick', 'exports.main = () => `x;\n\n', 'a.js:1:22', 'Close it: ```.'],
      ['the comment', 'exports.main = () => 1;\n/* x\n\n', 'a.js:2:5', ''],
      ['the last words where nothing is open', 'exports.main = () => 1 +\n\n\n', 'a.js:1:25', ''],
    ])('of a file that ends too early %s', async (_what, source, place, remedy) => {
      const { problems } = await bundle(sampleProject({ 'a.js': source }), 'a.js');

      expect(problems.map(line)).toEqual([`${place} error syntax-error`]);
      expect(problems[0]?.remedy).toContain(remedy);
    });

    it('nothing about a package that does without its compiled part, whether that was built or not', async () => {
      const files = {
        'a.js': 'exports.main = require("addon")',
        ...installedPackage(
          'addon',
          'let fast; try { fast = require("./build/addon.node") } catch {}\nmodule.exports = fast ?? 1',
        ),
      };
      const without = await bundle(sampleProject(files), 'a.js');
      const built = await bundle(
        sampleProject({ ...files, 'node_modules/addon/build/addon.node': 'ELF' }),
        'a.js',
      );
      expect([...without.problems, ...built.problems]).toEqual([]);
      expect(only(built).hash).toBe(only(without).hash);
    });

    it('nothing about the inside of packages', async () => {
      const files = {
        'a.js': 'exports.main = require("dep")',
        ...installedPackage('dep', 'module.exports = (a) => a === NaN || require(a)'),
      };
      expect((await bundle(sampleProject(files), 'a.js')).problems).toEqual([]);
    });

    it('all of them, in order, each once', async () => {
      const project = sampleProject({
        'b.js': 'require("./shared"); exports.main = () => 1',
        'a.js': 'require("nope");\nrequire("./shared"); exports.main = () => 1',
        'shared.js': 'const x = ;',
      });
      const { problems } = await bundle(project, 'b.js', 'a.js');
      expect(problems.map(line)).toEqual([
        'a.js:1:9 error unresolved-import',
        'shared.js:1:11 error syntax-error',
      ]);
    });
  });
});

function only(outcome: BundleOutcome): BundledAction {
  const [first] = [...outcome.bundles.values()];
  if (first === undefined) throw new Error(JSON.stringify(outcome.problems));
  return first;
}

function text(directory: string, name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}

/** Every file of every asset, by action and name. */
function contents(outcome: BundleOutcome): Record<string, string> {
  return Object.fromEntries(
    [...outcome.bundles].flatMap(([key, { directory }]) =>
      readdirSync(directory).map((name) => [`${key}/${name}`, text(directory, name)]),
    ),
  );
}

function hashes(outcome: BundleOutcome): readonly string[] {
  return [...outcome.bundles.values()].map(({ hash }) => hash);
}

/** What an expression gives in a process of its own that has loaded a bundle. */
async function loaded(
  directory: string,
  expression: string,
  file = readdirSync(directory).find((name) => /^action\.m?js$/.test(name)) ?? '',
): Promise<string> {
  const script = `
    const stackOf = (call) => { try { return call() } catch (error) { return error.stack } };
    const path = ${JSON.stringify(join(directory, file))};
    const load = path.endsWith('.mjs') ? import(${JSON.stringify(pathToFileURL(join(directory, file)).href)}) : Promise.resolve(require(path));
    load.then(async ({ main }) => process.stdout.write(String(await ${expression})));`;
  return (await run(process.execPath, ['-e', script])).stdout;
}

/** Where the source map says that the frames of a bundle come from. */
function ownPlaces(stack: string, file: string): readonly (string | undefined)[] {
  const map = new TraceMap(readFileSync(`${file}.map`, 'utf8'));
  return stack
    .split('\n')
    .filter((frame) => frame.includes(file))
    .map((frame) => {
      const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame) ?? [];
      const found = originalPositionFor(map, { line: Number(line), column: Number(column) - 1 });
      return found.source === null ? undefined : `${found.source}:${found.line}`;
    });
}

function prefixed(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
}

/** Changes a file as a tool does that gives it its old time again: only the time of the change itself tells. */
function sameTimes(path: string, content: string): (project: string) => void {
  return (project) => {
    put(project, path, content);
    utimesSync(join(project, path), 1000, 1000);
  };
}
