import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../lib/package-root';
import { generatedFiles } from '../lib/workflow/reference/generated-files';

/** `npm run generate`: writes what is generated from the language into the repository. */
for (const [path, text] of generatedFiles()) {
  const file = join(packageRoot(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(path);
}
