/** A number, text, true, false, null or undefined, as esbuild writes them without spaces. */
const scalar = String.raw`(?:-?[\d.][\w.]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\`[^\`$\\]*\`|!0|!1|true|false|null|undefined|void 0)`;

/** A list in which no other stands: what is in it would have to be understood. */
const list = String.raw`\[[^[\](){}=]*\]`;

/** The same of an object. */
const object = String.raw`\{[^[\](){}=]*\}`;

/** The value is the whole of its expression. */
const end = String.raw`(?=[;,}\n]|$)`;

/**
 * Whether code exports plain data as `main`, and nothing else under that name at any time.
 *
 * @param code without types, comments and spaces, as `ActionExports.normalized`
 */
export function mainIsData(code: string, isEsModule: boolean): boolean {
  // `let` and `var` may get another value later.
  const constants = `\\bexport const (?:[\\w$]+=(?:${scalar}|${list}),)*main=`;
  if (isEsModule) return count(code, `${constants}(?:${scalar}|${list}|${object})${end}`) > 0;
  const main = String.raw`(?<![\w$.])(?:module\.)?exports\.main=(?!=)`;
  const member = String.raw`(?<![\w$.])module\.exports=\{(?:[^[\](){}=]*,)?main:`;
  const given = count(code, main) + count(code, member);
  const data =
    count(code, `${main}(?:${scalar}|${list}|${object})${end}`) + count(code, `${member}${scalar}(?=[,}])`);
  return given > 0 && given === data;
}

/** Whether an ES module's default export, or all that CommonJS exports, is a scalar or a list. */
export function wholeIsData(code: string, isEsModule: boolean): boolean {
  const whole = isEsModule ? String.raw`\bexport default\s*` : String.raw`(?<![\w$.])module\.exports=(?!=)`;
  return count(code, `${whole}(?:${scalar}|${list})${end}`) > 0;
}

function count(code: string, pattern: string): number {
  return [...code.matchAll(new RegExp(pattern, 'g'))].length;
}
