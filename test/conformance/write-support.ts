import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root';
import { readCases } from './conformance-case';
import { supportDocument } from './support-document';

/** Writes docs/states-support.md; needs the cases recorded from AWS, which it counts. */
const shared = join(packageRoot(), '..', 'shared', 'conformance', 'asl');
if (existsSync(shared)) {
  writeFileSync(join(packageRoot(), 'docs', 'states-support.md'), supportDocument(readCases(shared)));
} else {
  console.error(`The cases recorded from AWS are not here (${shared}), so they cannot be counted.`);
  process.exitCode = 1;
}
