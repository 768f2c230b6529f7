import { existsSync, readFileSync, statSync } from 'node:fs';
import { isTemplateObject } from '../assembly/template';
import { SecretsFileError } from './secrets-file-error';

/**
 * Reads the uncommitted file of local secrets, `{"NAME": "value"}`. A file that is not there holds none.
 *
 * @throws SecretsFileError when it is not an object of strings
 */
export function readSecretsFile(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  const values = parse(file);
  const wrong = Object.entries(values).find(([, value]) => typeof value !== 'string');
  if (wrong) throw new SecretsFileError(file, `gives ${wrong[0]} a value that is not a string`);
  return new Map(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** What to warn about: secrets that other users of this machine can read. */
export function warnAboutSecretsFile(file: string): string | undefined {
  const status = process.platform === 'win32' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (!status || (status.mode & 0o077) === 0) return undefined;
  return `${file} can be read by other users of this machine: chmod 600 ${file}`;
}

/** JSON's own message would quote the file's text, which may be a secret. */
function parse(file: string): { readonly [name: string]: unknown } {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new SecretsFileError(file, 'is not valid JSON');
  }
  if (!isTemplateObject(content)) throw new SecretsFileError(file, 'is not a JSON object');
  return content;
}
