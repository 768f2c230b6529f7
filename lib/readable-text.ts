import { readFileSync } from 'node:fs';

/**
 * A file's text, for a message that shows a part of it: undefined where it cannot be read, which may be what the message
 * is about.
 */
export function readableText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
