import { transformSync } from 'esbuild';
import { missingHandler } from '../../../lib/bundler/missing-handler';

/** As the bundler asks: the source without types, comments and spaces. */
function check(source: string, esExports?: readonly string[]) {
  const normalized = transformSync(source, {
    loader: 'ts',
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'silent',
  }).code;
  return missingHandler({ file: 'a.js', source, normalized, esExports });
}

describe('missingHandler', () => {
  it.each([
    ['HubSpot’s form', 'exports.main = async (event, callback) => {}'],
    ['a function declared below', 'exports.main = execute; async function execute() {}'],
    ['module.exports.main', 'module.exports.main = () => {}'],
    ['quotes', 'exports["main"] = () => {}'],
    ['an object', 'function main() {} module.exports = { main }'],
    ['an object with another name for it', 'module.exports = { helper: 1, main: run }; function run() {}'],
    ['a method', 'module.exports = { async main(event) {} }'],
    ['a function with main on it', 'module.exports = () => {}; module.exports.main = () => {}'],
    ['both at once', 'module.exports = exports = { main() {} }'],
    ['extra exports', 'exports._internal = 1; exports.main = () => {}'],
    ['what another file exports', 'module.exports = require("./b")'],
    ['a spread', 'module.exports = { ...require("./b") }'],
    ['Object.assign', 'Object.assign(module.exports, { main() {} })'],
    ['Object.defineProperty', 'Object.defineProperty(exports, "main", { value() {} })'],
    ['a helper that assigns', '__exportStar(require("./b"), exports)'],
    ['an alias of exports', 'const out = exports; out.main = () => {}'],
    ['a placeholder that is replaced', 'exports.main = null; exports.main = () => {}'],
    ['a call of a list', 'exports.main = [() => {}].pop()'],
    ['an item of an object', 'exports.main = { run() {} }.run'],
    ['an object of data without main', 'module.exports = { name: "x", main: run }; function run() {}'],
    ['data that another line replaces', 'exports.main = 5; Object.assign(exports, require("./b"))'],
    ['a text that looks like it', 'const text = "exports.main = 5"; exports.main = () => {}'],
    ['a computed name', 'exports[process.env.NAME] = () => {}'],
    ['this', 'this.main = () => {}'],
    [
      'what TypeScript makes',
      'Object.defineProperty(exports, "__esModule", { value: true }); exports.main = void 0; exports.main = () => {}',
    ],
    ['what webpack makes', '(() => { var e = { 1: (m) => { m.exports.main = 1 } }; module.exports = e })()'],
    [
      'what esbuild makes',
      'var __toCommonJS = (m) => m; var a_exports = {}; module.exports = __toCommonJS(a_exports)',
    ],
    [
      'an action of the modern form',
      'const { action } = require("coded-actions"); module.exports = action(async () => {})',
    ],
  ])('accepts CommonJS with %s', (_what, source) => {
    expect(check(source)).toBeUndefined();
  });

  it.each([
    ['main', 'export const main = () => {}', ['main']],
    ['main by another name', 'const run = () => {}; export { run as main }', ['main']],
    [
      'the modern form',
      'import { action } from "coded-actions"; export default action(async () => ({}))',
      ['default'],
    ],
    [
      'a default export that a name stands for',
      'const run = wrap(() => {}); export default run',
      ['default'],
    ],
    [
      'main beside a plain default export',
      'export default () => {}; export const main = () => {}',
      ['default', 'main'],
    ],
    ['everything of a package', 'export * from "their-actions"', []],
    ['main that is given later', 'export let main = null; main = () => {}', ['main']],
    ['a comparison of main', 'export const main = 5 === 6 ? null : () => {}', ['main']],
  ])('accepts an ES module with %s', (_what, source, names) => {
    expect(check(source, names)).toBeUndefined();
  });

  it.each([
    ['nothing', 'const main = () => {}', undefined, '1:1', 'Export the handler'],
    [
      'nothing but words about it',
      '// exports.main = 1\nconst text = 1',
      undefined,
      '1:1',
      'Export the handler',
    ],
    ['nothing at all', '', undefined, '1:1', 'Export the handler'],
    ['a misspelled name', '\nexports.mian = () => {}', undefined, '2:9', 'Call it main instead of mian'],
    [
      'Lambda’s name',
      'module.exports.handler = async () => {}',
      undefined,
      '1:16',
      'Call it main instead of handler',
    ],
    [
      'an object without it',
      'module.exports = { handler: run, other }; function run() {}',
      undefined,
      '1:20',
      'instead of handler',
    ],
    [
      'a function',
      'const x = 1;\nmodule.exports = async (event) => {}',
      undefined,
      '2:1',
      'Name the handler',
    ],
    [
      'other names of an ES module',
      'export const mian = 1',
      ['mian'],
      '1:14',
      'Call it main instead of mian',
    ],
    [
      'an ES module’s plain default export',
      'export default async (event) => {}',
      ['default'],
      '1:1',
      'wrap it',
    ],
    [
      'an ES module’s default function',
      'export default function run(event) {}',
      ['default'],
      '1:1',
      'wrap it',
    ],
    [
      'exports in an ES module',
      'await null;\nexports.main = () => {}',
      [],
      '1:1',
      'where `exports` means nothing',
    ],
  ])('refuses %s', (_what, source, names, place, remedy) => {
    const problem = check(source, names);
    expect(`${problem?.location.line}:${problem?.location.column}`).toBe(place);
    expect(problem?.remedy).toContain(remedy);
    expect(problem).toMatchObject({ code: 'missing-handler', severity: 'error' });
  });

  it.each<[string, string, readonly string[] | undefined, string]>([
    ['a number', '\nexports.main = 5', undefined, '2:1'],
    ['a negative number', 'exports.main = -1.5e3;', undefined, '1:1'],
    ['a text', 'exports.main = "async (event) => {}";', undefined, '1:1'],
    ['a template', 'module.exports.main = `run`;', undefined, '1:8'],
    ['true', 'exports.main = true, exports.other = 1', undefined, '1:1'],
    ['null', 'exports.main = null', undefined, '1:1'],
    ['nothing', 'exports.main = undefined', undefined, '1:1'],
    ['a list', 'exports.main = [1, "a"]', undefined, '1:1'],
    ['an object', 'exports.main = { url: "https://example.com" }', undefined, '1:1'],
    ['a member', 'module.exports = { version: 1, main: "run" }', undefined, '1:32'],
    ['what TypeScript makes of it', 'exports.main = void 0; exports.main = 5', undefined, '1:1'],
    ['an ES module’s number', 'export const main = 5', ['main'], '1:8'],
    ['an ES module’s text', 'export const other = 1;\nexport const main = "run"', ['main', 'other'], '2:8'],
  ])('refuses a main that is %s', (_what, source, names, place) => {
    const problem = check(source, names);
    expect(`${problem?.location.line}:${problem?.location.column}`).toBe(place);
    expect(problem).toMatchObject({
      code: 'missing-handler',
      severity: 'error',
      message: 'This action has no handler: its main is not a function.',
      remedy: expect.stringContaining('=> { … }'),
    });
  });

  it.each<[string, string, readonly string[] | undefined, string]>([
    ['a number', 'const x = 1;\nmodule.exports = 5', undefined, 'module.exports is not a function'],
    ['a text', 'module.exports = "run"', undefined, 'module.exports is not a function'],
    ['an ES module’s default number', 'export default 5', ['default'], 'export default is not a function'],
  ])('refuses %s as all that is exported', (_what, source, names, message) => {
    const problem = check(source, names);
    expect(problem?.message).toContain(message);
    expect(problem?.remedy).toContain('Export the handler');
  });
});
