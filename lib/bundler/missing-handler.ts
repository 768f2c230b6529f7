import type { Problem } from '../workflow/problem';
import { closestName } from './close-names';
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

const handlerNames: readonly string[] = ['main', 'default'];

/**
 * The problem of an action that exports no handler: neither `exports.main` (HubSpot's form) nor a default export.
 * Undefined where there is one, or where nobody can tell without running the code.
 */
export function missingHandler(action: ActionExports): Problem | undefined {
  const names = action.esExports ?? commonJsExports(action.normalized);
  if (names === undefined || names.some((name) => handlerNames.includes(name))) return undefined;
  if (action.esExports !== undefined && /\bexport\s*\*\s*from\b/.test(action.normalized)) return undefined;
  const near = closestName('main', names) ?? (names.includes('handler') ? 'handler' : undefined);
  const location = placeOf(action.file, action.source, near ?? names[0] ?? '');
  return {
    severity: 'error',
    code: 'missing-handler',
    location,
    message: `This action exports ${names.length === 0 ? 'nothing' : names.join(', ')}: there is no handler to run.`,
    remedy: remedy(action, near),
  };
}

function remedy({ esExports, normalized }: ActionExports, near: string | undefined): string {
  if (esExports !== undefined && /\b(module\.)?exports\b/.test(normalized)) {
    return 'Write `export const main = async (event) => { … }`: a file that awaits at its top level or has another `export` is an ES module, where `exports` means nothing.';
  }
  const form =
    esExports === undefined || esExports.length === 0
      ? '`exports.main = async (event, callback) => { … }`, or `export const main = async (event) => { … }`'
      : '`export const main = async (event) => { … }`, or `export default`';
  return near === undefined ? `Export the handler: ${form}.` : `Call it main instead of ${near}: ${form}.`;
}

/**
 * The names that CommonJS code exports, if every mention of `exports` and `module` is understood; else undefined.
 */
function commonJsExports(code: string): readonly string[] | undefined {
  const names: string[] = [];
  const rest = code
    .replace(/(?<![\w$.])Object\.defineProperty\(exports,"__esModule",\{value:(?:!0|true)\}\)/g, '')
    .replace(/(?<![\w$.])module\.exports=\{((?:[\w$]+(?::[\w$.]+)?,?)*)\}/g, (_whole, members: string) => {
      names.push(...members.split(',').map((member) => member.split(':')[0] ?? ''));
      return '';
    })
    .replace(/(?<![\w$.])(?:module\.)?exports\.([\w$]+)=(?!=)/g, (_whole, name: string) => {
      names.push(name);
      return '';
    });
  // `this` at the top of a CommonJS file is its exports too.
  if (/(?<![\w$])(exports|module|require\.main|eval)(?![\w$])|\bthis\.main\b/.test(rest)) return undefined;
  return names.filter((name) => name !== '');
}
