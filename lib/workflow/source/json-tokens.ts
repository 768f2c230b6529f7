import { createScanner } from 'jsonc-parser';

/** The tokens of a JSON text as they are written, one by one. */
export function* jsonTokens(text: string): Generator<{ token: string; offset: number }> {
  const scanner = createScanner(text, true);
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    yield { token: text.slice(offset, offset + scanner.getTokenLength()), offset };
  }
}
