import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { transformSync } from 'esbuild';
import * as states from '../../../../lib/local/states';
import { packageRoot } from '../../../../lib/package-root';

const page = readFileSync(join(packageRoot(), 'docs', 'interpreter.md'), 'utf8');

function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/interpreter.md has no block of ${language}`);
  return found;
}

it('the example of docs/interpreter.md prints what the page says', async () => {
  const { code } = transformSync(block('ts').replace(/main\(\);\s*$/, 'export const done = main();'), {
    loader: 'ts',
    format: 'cjs',
  });
  const printed: string[] = [];
  const console = {
    log: (value: unknown) => printed.push(typeof value === 'string' ? value : inspect(value)),
  };
  const example: { exports: { done?: Promise<void> } } = { exports: {} };

  new Function('require', 'module', 'exports', 'console', code)(
    (name: string) => (name === './lib/local/states' ? states : undefined),
    example,
    example.exports,
    console,
  );
  await example.exports.done;

  expect(`${printed.join('\n')}\n`).toBe(block('text'));
});
