import { nearest } from '../workflow/did-you-mean';
import type { Problem } from '../workflow/problem';
import { mainIsData, wholeIsData } from './plain-data';
import { placeOf } from './source-text';

/** What is known about the exports of an action. */
export interface ActionExports {
  /** As the project's folder has it. */
  readonly file: string;
  readonly source: string;
  /**
   * The code without types, comments and spaces, `exports["main"]` written as `exports.main`: as esbuild's
   * `minifyWhitespace` and `minifySyntax` leave it.
   */
  readonly normalized: string;
  /** Exported names where the file is an ES module; undefined where it is CommonJS. */
  readonly esExports: readonly string[] | undefined;
}

const hubspotForm = '`exports.main = async (event, callback) => { … }`';
const esForm = '`export const main = async (event) => { … }`';
const modernForm = '`export default action(async ({ inputs }) => ({ … }))`';

/** The beginning of a function or class: it cannot be what `action(…)` returns. */
const literal = String.raw`(?:async\b|function\b|class\b|\([^()]*\)=>|[\w$]+=>)`;

/**
 * The problem of an action in which the wrapper (`lambdas/action`) will find no handler: neither `main`, HubSpot's
 * form, nor `action(…)` as default export. Undefined where it will, and where nobody can tell without running the
 * code: an action is not refused on a suspicion.
 */
export function missingHandler(action: ActionExports): Problem | undefined {
  const { normalized, esExports } = action;
  const names = esExports ?? commonJsExports(normalized);
  if (mainIsData(normalized, esExports !== undefined) && understood(action)) return dataAsMain(action);
  if (wholeIsData(normalized, esExports !== undefined) && understood(action)) return dataAsWhole(action);
  if (names === undefined || names.includes('main') || reexportsAll(action)) return undefined;
  if (names.includes('default')) return plainFunction(action, names);
  const near = nearest('main', names) ?? (names.includes('handler') ? 'handler' : undefined);
  return problem(
    placeOf(action.file, action.source, near ?? names[0] ?? ''),
    `This action exports ${names.length === 0 ? 'nothing' : names.join(', ')}: there is no handler to run.`,
    near === undefined
      ? `Export the handler: ${forms(action)}.`
      : `Call it main instead of ${near}: ${forms(action)}.`,
  );
}

/** Whether nothing exports but what is seen to: an assignment at each mention of `exports`, or an ES module alone. */
function understood({ normalized, esExports }: ActionExports): boolean {
  if (esExports !== undefined) return true;
  const rest = normalized
    .replace(/(?<![\w$.])Object\.defineProperty\(exports,"__esModule",\{value:(?:!0|true)\}\)/g, '')
    .replace(/(?<![\w$.])(?:module\.exports|(?:module\.)?exports\.[\w$]+)=(?!=)/g, '');
  return !/(?<![\w$])(exports|module|eval)(?![\w$])|\bthis\.main\b/.test(rest);
}

function dataAsMain(action: ActionExports): Problem {
  const written = ['exports.main', 'const main', 'main'].find((text) => action.source.includes(text)) ?? '';
  return problem(
    placeOf(action.file, action.source, written),
    'This action has no handler: its main is not a function.',
    `Make it one: ${forms(action)}.`,
  );
}

function dataAsWhole(action: ActionExports): Problem {
  const whole = action.esExports === undefined ? 'module.exports' : 'export default';
  return problem(
    placeOf(action.file, action.source, whole),
    `This action has no handler: ${whole} is not a function.`,
    `Export the handler: ${forms(action)}.`,
  );
}

function plainFunction(action: ActionExports, names: readonly string[]): Problem | undefined {
  const whole = action.esExports === undefined ? 'module.exports' : 'export default';
  const written = new RegExp(
    action.esExports === undefined
      ? `(?<![\\w$.])module\\.exports=${literal}`
      : `\\bexport default\\s*${literal}|\\bexport default\\{`,
  );
  if (names.length > 1 || !written.test(action.normalized)) return undefined;
  return problem(
    placeOf(action.file, action.source, whole),
    `This action has no handler: ${whole} is neither an object with main nor an action(…).`,
    `Name the handler: ${action.esExports === undefined ? hubspotForm : esForm}, or wrap it: ${modernForm}.`,
  );
}

function problem(location: Problem['location'], message: string, remedy: string): Problem {
  return { severity: 'error', code: 'missing-handler', location, message, remedy };
}

function forms({ esExports, normalized }: ActionExports): string {
  if (esExports === undefined) return `${hubspotForm}, or ${esForm}`;
  const mixed = /(?<![\w$.])(module\.)?exports\b/.test(normalized);
  if (!mixed) return `${esForm}, or ${modernForm}`;
  return `${esForm} (with \`import.meta\`, an \`export\` or an \`await\` at its top level a file is an ES module, where \`exports\` means nothing)`;
}

/** `export * from` a package: its names are known only to the package. */
function reexportsAll({ esExports, normalized }: ActionExports): boolean {
  return esExports !== undefined && /\bexport\s*\*\s*from\b/.test(normalized);
}

/**
 * The names that CommonJS code exports, `default` for a function as a whole, if every mention of `exports` and
 * `module` is understood; else undefined.
 */
function commonJsExports(code: string): readonly string[] | undefined {
  const names: string[] = [];
  const rest = code
    .replace(/(?<![\w$.])Object\.defineProperty\(exports,"__esModule",\{value:(?:!0|true)\}\)/g, '')
    .replace(/(?<![\w$.])module\.exports=\{((?:[\w$]+(?::[\w$.]+)?,?)*)\}/g, (_whole, members: string) => {
      names.push(...members.split(',').map((member) => member.split(':')[0] ?? ''));
      return '';
    })
    .replace(new RegExp(`(?<![\\w$.])module\\.exports=(?=${literal})`, 'g'), () => {
      names.push('default');
      return '';
    })
    .replace(/(?<![\w$.])(?:module\.)?exports\.([\w$]+)=(?!=)/g, (_whole, name: string) => {
      names.push(name);
      return '';
    });
  // `this` at the top of a CommonJS file is its exports too.
  if (/(?<![\w$])(exports|module|eval)(?![\w$])|\bthis\.main\b/.test(rest)) return undefined;
  return names.filter((name) => name !== '');
}
