/** Where code of the modern form has the secrets that it is given. */
export interface GivenSecrets {
  /** Regular expressions for what holds them: `secrets`, another name of it, `context.secrets`. */
  readonly sources: readonly string[];
  /** Patterns that take some out at once, as `A,B:b` of `({ secrets: { A, B: b } }) => …`. */
  readonly patterns: readonly { readonly text: string; readonly index: number }[];
}

const name = '[A-Za-z_$][\\w$]*';
/** An object pattern, which may hold others. */
const pattern = '\\{(?:[^{}]|\\{[^{}]*\\})*\\}';

/**
 * Finds the secrets of `action(async ({ secrets }) => …)`, under whatever name the code has them. Only of a file that
 * imports `action`: elsewhere `secrets` may be anything.
 *
 * @param code without comments, types and spaces
 */
export function givenSecrets(code: string): GivenSecrets {
  if (!code.includes('secrets') || !/(?:from|require\()"coded-actions"/.test(code)) {
    return { sources: [], patterns: [] };
  }
  const sources = new Set<string>();
  const patterns: { text: string; index: number }[] = [];
  // A function's parameter, or what a variable is taken apart into: an object that is made looks the same.
  const taken = new RegExp(`(${pattern})(?=(?:=\\{\\})?\\)(?:=>|\\{)|=${name}(?![\\w$(.]))`, 'g');
  for (const { 1: text = '', index } of code.matchAll(taken)) {
    const [key, alias, nested] = secretsKey.exec(text) ?? [];
    if (key === undefined) continue;
    if (nested === undefined) sources.add(escaped(alias ?? 'secrets'));
    else patterns.push({ text: nested, index: index + text.indexOf(nested, text.indexOf(key)) });
  }
  const parameters = new RegExp(
    `(?<![\\w$.])(?:(${name})=>|\\((${name})\\)=>|function(?: ${name})?\\((${name})\\))`,
    'g',
  );
  for (const [, ...names] of code.matchAll(parameters)) {
    for (const parameter of names) {
      if (parameter !== undefined) sources.add(`${escaped(parameter)}\\??\\.secrets`);
    }
  }
  return { sources: [...sources], patterns };
}

/** The key `secrets` of a pattern: by itself, with another name, or taken apart. */
const secretsKey = new RegExp(`(?<=[{,])secrets(?::(?:(${name})|\\{([^{}]*)\\}))?(?=[=,}])`);

function escaped(identifier: string): string {
  return identifier.replaceAll('$', '\\$');
}
