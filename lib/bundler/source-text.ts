import type { SourceLocation } from '../workflow/problem';

/** The place of the first occurrence of a text in a file; the file's beginning where it does not occur. */
export function placeOf(file: string, source: string, text: string): SourceLocation {
  const index = text === '' ? -1 : source.indexOf(text);
  if (index < 0) return { file, line: 1, column: 1 };
  const before = source.slice(0, index).split('\n');
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** The place of an import: of the quotation mark before it, as esbuild has it. */
export function placeOfImport(file: string, source: string, specifier: string): SourceLocation {
  const quoted = ['"', "'", '`']
    .map((quote) => quote + specifier + quote)
    .find((text) => source.includes(text));
  return placeOf(file, source, quoted ?? specifier);
}
