import { decode } from '@jridgewell/sourcemap-codec';
import { transform } from 'esbuild';
import { secretName } from '../workflow/names';
import { givenSecrets } from './given-secrets';
import type { SourceLanguage } from './source-language';

/** A place where code reads an environment variable, by a name that stands there. */
export interface EnvironmentRead {
  readonly name: string;
  /** From 1, as editors count. */
  readonly line: number;
  readonly column: number;
  /**
   * What becomes of an absent value: `required` where nothing is said, `provided` where the code has a default, looks
   * first whether there is a value, or sets it itself, and `tested` where it only looks whether there is none.
   */
  readonly use: 'required' | 'provided' | 'tested';
  /** Of the modern form: it is read from the `secrets` that the action is given. */
  readonly isGiven?: true;
}

/** What Lambda, Node and the shell set themselves ("Using Lambda environment variables"): no secret has such a name. */
const surroundings =
  /^(?:AWS_(?:REGION|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_.*|ENDPOINT_URL.*)|LAMBDA_.*|_.*|NODE_.*|PATH|HOME|PWD|LANG|TZ|TMPDIR|USER|SHELL|CI|DEBUG|(?:HTTPS?|NO|ALL)_PROXY)$/i;

/** Characters of a file that nobody wrote by hand: a copied library reads variables that are none of the author's. */
const largestSource = 512 * 1024;

const name = '[A-Za-z_$][\\w$]*';
const environment = `process(?:\\.|\\?\\.)env`;

/**
 * Where source text reads environment variables: `process.env.NAME`, `process.env["NAME"]`,
 * `const { NAME, OTHER: other = "x" } = process.env`, and the same of a variable that holds `process.env`, and of the
 * `secrets` that the modern form is given. A name that is computed is not found.
 *
 * @param text JavaScript or TypeScript
 * @returns in the order of the text, without names that are never a secret's; none for text that does not parse
 */
export async function environmentReads(
  text: string,
  language: SourceLanguage,
): Promise<readonly EnvironmentRead[]> {
  // Most files have none, and need not be parsed for it.
  const mayRead = (text.includes('process') && text.includes('env')) || text.includes('secrets');
  if (!mayRead || text.length > largestSource) return [];
  const normalized = await normalize(text, language);
  if (normalized === undefined) return [];
  const { code, placeOf } = normalized;
  const found: EnvironmentRead[] = [];
  const take = (sources: string, isGiven: boolean) => {
    for (const { written, index, use } of readsOf(code, sources)) {
      const place = placeOf(index);
      // What stands in a text or a regular expression has no place of its own.
      if (place === undefined || !mayBeSecret(written)) continue;
      found.push({ name: written, ...place, use, ...(isGiven && { isGiven }) });
    }
  };
  take([environment, ...aliases(code)].join('|'), false);
  const given = givenSecrets(code);
  if (given.sources.length > 0) take(given.sources.join('|'), true);
  for (const { text: keys, index } of given.patterns) {
    for (const { written, index: offset, use } of readsOfPattern(keys)) {
      const place = placeOf(index + offset);
      if (place !== undefined && mayBeSecret(written))
        found.push({ name: written, ...place, use, isGiven: true });
    }
  }
  return found.sort((one, other) => one.line - other.line || one.column - other.column);
}

/** A read in normalized code. */
interface Read extends Pick<EnvironmentRead, 'use'> {
  readonly written: string;
  readonly index: number;
}

/** What is read of an object, which the code has under the names that an expression matches. */
function readsOf(code: string, sources: string): readonly Read[] {
  const single = new RegExp(
    `(?<![\\w$.])(?:${sources})(?:\\??\\.(${name})|(?:\\?\\.)?\\[["'\`]([^"'\`]+)["'\`]\\])`,
    'g',
  );
  const patterns = new RegExp(`\\{([^{}]*)\\}=(?:${sources})(?![\\w$.?\\[])`, 'g');
  return [
    ...[...code.matchAll(single)].map(({ 0: whole, 1: property, 2: quoted, index }) => ({
      written: property ?? quoted ?? '',
      index,
      use: useOf(code.slice(Math.max(0, index - 100), index), code.slice(index + whole.length), sources),
    })),
    ...[...code.matchAll(patterns)].flatMap(({ 1: keys = '', index }) =>
      readsOfPattern(keys).map((read) => ({ ...read, index: index + 1 + read.index })),
    ),
  ];
}

/** What an object pattern, without its braces, takes out. */
function readsOfPattern(keys: string): readonly Read[] {
  return keysOf(keys).map(({ key, offset, hasDefault }) => ({
    written: key,
    index: offset,
    use: hasDefault ? 'provided' : 'required',
  }));
}

/** Whether an author may mean a secret by a name: Lambda, Node and the system set some variables themselves. */
function mayBeSecret(written: string): boolean {
  return secretName.safeParse(written).success && !surroundings.test(written);
}

interface Normalized {
  /** Without comments, types and spaces, and written in one way only. */
  readonly code: string;
  /** The place in the source of what begins at a character of `code`; undefined where nothing does. */
  readonly placeOf: (index: number) => { readonly line: number; readonly column: number } | undefined;
}

async function normalize(text: string, loader: SourceLanguage): Promise<Normalized | undefined> {
  try {
    const { code, map } = await transform(text, {
      loader,
      minifyWhitespace: true,
      legalComments: 'none',
      logLevel: 'silent',
      sourcemap: 'external',
      sourcesContent: false,
    });
    const { mappings }: { readonly mappings: string } = JSON.parse(map);
    const places = new Map<number, { readonly line: number; readonly column: number }>();
    let start = 0;
    const lines = decode(mappings);
    code.split('\n').forEach((written, index) => {
      for (const [column, , line, sourceColumn] of lines[index] ?? []) {
        if (line === undefined || sourceColumn === undefined) continue;
        places.set(start + column, { line: line + 1, column: sourceColumn + 1 });
      }
      start += written.length + 1;
    });
    return { code, placeOf: (index) => places.get(index) };
  } catch {
    return undefined;
  }
}

function useOf(before: string, after: string, sources: string): EnvironmentRead['use'] {
  const isAssigned = /^(?:\?\?|\|\||&&)?=(?![=>])/.test(after);
  const hasDefault = /^(?:\|\||\?\?)/.test(after);
  // `X && …`, `X ? … : …` and `X?.…` say what happens without it.
  const isGuarded = /^(?:&&|\?)/.test(after);
  const isCondition = /^\)/.test(after) && /(?<![\w$.])(?:if\(|if\(.*(?:&&|\|\|))$/.test(before);
  if (isAssigned || hasDefault || isGuarded || isCondition) return 'provided';
  // In `process.env.A ?? process.env.B` each stands in for the other.
  if (new RegExp(`(?:${sources})\\.${name}(?:\\|\\||\\?\\?)$`).test(before)) return 'provided';
  const isLookedAt = /^[=!]==?/.test(after) || /(?:[=!]==?|!|typeof |delete |void )$/.test(before);
  return isLookedAt ? 'tested' : 'required';
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
function keysOf(pattern: string) {
  const keys = new RegExp(`(?<=^|,)(?!\\.\\.\\.)["']?(${name})["']?(?=[:=,]|$)([^,]*)`, 'g');
  return [...pattern.matchAll(keys)].map(({ index, 1: key = '', 2: rest = '' }) => ({
    key,
    offset: index,
    hasDefault: rest.includes('='),
  }));
}
