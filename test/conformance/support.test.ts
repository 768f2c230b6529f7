import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root';
import { readCases } from './conformance-case';
import { SUPPORT } from './support';
import { supportDocument } from './support-document';

const SHARED = join(packageRoot(), '..', 'shared', 'conformance', 'asl');

describe('docs/states-support.md', () => {
  it.each(
    SUPPORT.flatMap(({ rows }) =>
      rows.flatMap(({ feature, tests = [] }) =>
        tests.map(([file, title]) => [feature, file, title] as const),
      ),
    ),
  )('%s: %s has the test "%s"', (_feature, file, title) => {
    expect(readFileSync(join(packageRoot(), file), 'utf8')).toContain(title);
  });

  it('claims nothing without a recording, a test or a word on why', () => {
    const bare = SUPPORT.flatMap(({ rows }) => rows).filter(
      ({ recorded, tests, note }) => !recorded && !tests && !note,
    );
    expect(bare).toEqual([]);
  });

  (existsSync(SHARED) ? it : it.skip)('is what the recordings and the table say', () => {
    const written = readFileSync(join(packageRoot(), 'docs', 'states-support.md'), 'utf8');
    expect(written).toBe(supportDocument(readCases(SHARED)));
  });
});
