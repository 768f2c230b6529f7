import { type Loader, transform } from 'esbuild';
import { secretName } from '../../workflow/names';

/** What Lambda, Node and the shell set themselves ("Using Lambda environment variables"): no secret has such a name. */
const surroundings =
  /^(?:AWS_(?:REGION|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_.*|ENDPOINT_URL.*)|LAMBDA_.*|_.*|NODE_.*|PATH|HOME|PWD|LANG|TZ|TMPDIR|USER|SHELL|CI|DEBUG|(?:HTTPS?|NO|ALL)_PROXY)$/i;

const name = '[A-Za-z_$][\\w$]*';
const environment = `process(?:\\.|\\?\\.)env`;

/**
 * The names of environment variables that source text reads: `process.env.NAME`, `process.env["NAME"]`,
 * `const { NAME, OTHER: other = "x" } = process.env`, and the same of a variable that holds `process.env`. They are what
 * an action that runs without a step needs as secrets. A name that is computed is not found.
 *
 * @param text JavaScript or TypeScript
 * @param loader what it is written in
 * @returns sorted, without names that are never a secret's; none for text that does not parse
 */
export async function environmentNames(text: string, loader: Loader): Promise<readonly string[]> {
  if (!text.includes('env')) return [];
  let code: string;
  try {
    // Comments go, and what is left is written in one way only.
    ({ code } = await transform(text, { loader, minifyWhitespace: true, legalComments: 'none' }));
  } catch {
    return [];
  }
  const sources = [environment, ...aliases(code)].join('|');
  const found = new Set<string>();
  for (const [, property, quoted] of code.matchAll(
    new RegExp(`(?<![\\w$.])(?:${sources})(?:\\??\\.(${name})|(?:\\?\\.)?\\[["'\`]([^"'\`]+)["'\`]\\])`, 'g'),
  )) {
    found.add(property ?? quoted ?? '');
  }
  for (const [, pattern] of code.matchAll(new RegExp(`\\{([^{}]*)\\}=(?:${sources})(?![\\w$.?\\[])`, 'g'))) {
    for (const key of keysOf(pattern ?? '')) found.add(key);
  }
  return [...found].filter((one) => secretName.safeParse(one).success && !surroundings.test(one)).sort();
}

/** Variables that hold the whole of `process.env`. */
function aliases(code: string): string[] {
  const assigned = code.matchAll(new RegExp(`(?<![\\w$.])(${name})=${environment}(?![\\w$.?\\[])`, 'g'));
  const destructured = code.matchAll(
    new RegExp(`\\{(?:[^{}]*,)?env(?::(${name}))?(?:,[^{}]*)?\\}=process(?![\\w$.])`, 'g'),
  );
  return [
    ...[...assigned].map(([, alias]) => alias ?? ''),
    ...[...destructured].map(([, alias]) => alias ?? 'env'),
  ].map((alias) => alias.replaceAll('$', '\\$'));
}

/** The keys of an object pattern, without its braces: `A,B:c,D="x"`. */
function keysOf(pattern: string): string[] {
  return [...pattern.matchAll(new RegExp(`(?:^|,)(?!\\.\\.\\.)["']?(${name})["']?(?=[:=,]|$)`, 'g'))].map(
    ([, key]) => key ?? '',
  );
}
