import { extname } from 'node:path';

/** What esbuild takes a file of code for, by its extension. */
export type SourceLanguage = 'js' | 'jsx' | 'ts' | 'tsx';

const languages: Readonly<Record<string, SourceLanguage>> = {
  '.js': 'js',
  '.cjs': 'js',
  '.mjs': 'js',
  '.jsx': 'jsx',
  '.ts': 'ts',
  '.cts': 'ts',
  '.mts': 'ts',
  '.tsx': 'tsx',
};

/** The extensions of files that can be an action. */
export const codeExtensions: readonly string[] = Object.keys(languages);

/** The language of a file; undefined for what is no code, such as JSON. */
export function languageOf(file: string): SourceLanguage | undefined {
  const extension = extname(file);
  return Object.hasOwn(languages, extension) ? languages[extension] : undefined;
}
