import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangedFiles } from '../../../lib/cli/changed-files';

describe('the files that changed under a runtime', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'changed-files-'));
    write('a.js', 'one');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const watched = (...files: string[]) => new ChangedFiles(folder, () => files, Number.POSITIVE_INFINITY);

  it('are told once each, at the second look that sees them the same', () => {
    const files = watched('a.js');

    const untouched = files.look();
    write('a.js', 'two');
    const looks = [files.look(), files.look(), files.look()];
    write('a.js', 'three');

    expect(untouched).toEqual([]);
    expect(looks).toEqual([[], [{ file: 'a.js', kind: 'changed' }], []]);
    expect([files.look(), files.look()]).toEqual([[], []]);
  });

  it('count where an editor renames a new file to the old one, with a moment in which there is none', () => {
    const files = watched('a.js');

    renameSync(join(folder, 'a.js'), join(folder, 'a.js~'));
    const meanwhile = files.look();
    write('a.js.tmp', 'two');
    renameSync(join(folder, 'a.js.tmp'), join(folder, 'a.js'));

    expect(meanwhile).toEqual([]);
    expect([files.look(), files.look()]).toEqual([[], [{ file: 'a.js', kind: 'changed' }]]);
  });

  it('are none where a file is saved as it was', () => {
    const files = watched('a.js');

    write('a.js', 'one');
    chmodSync(join(folder, 'a.js'), 0o600);

    expect([files.look(), files.look(), files.look()]).toEqual([[], [], []]);
  });

  it('are new and gone ones too, with the whole folder', () => {
    const listed = ['a.js', 'sub/b.js'];
    const files = new ChangedFiles(folder, () => listed, Number.POSITIVE_INFINITY);

    rmSync(folder, { recursive: true });
    const gone = [files.look(), files.look()].flat();
    writeFileSync(folder, 'a file now');
    const asFile = [files.look(), files.look()].flat();
    rmSync(folder);

    expect(gone).toEqual([{ file: 'a.js', kind: 'gone' }]);
    expect(asFile).toEqual([]);
  });

  it('are new where a file is listed later', () => {
    const listed = ['a.js'];
    const files = new ChangedFiles(folder, () => listed, Number.POSITIVE_INFINITY);

    write('b.js', 'x');
    listed.push('b.js');

    expect([files.look(), files.look()].flat()).toEqual([{ file: 'b.js', kind: 'new' }]);
  });

  it('have changed already where they were written after the runtime began to read', () => {
    const files = new ChangedFiles(folder, () => ['a.js'], 0);

    expect([files.look(), files.look()].flat()).toEqual([{ file: 'a.js', kind: 'changed' }]);
  });
});
