import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EndReason, endAdvice } from '../../../../lib/local/lambda/end-advice';

const codeFolder = mkdtempSync(join(tmpdir(), 'end-advice-'));
afterAll(() => rmSync(codeFolder, { recursive: true, force: true }));

it.each<[EndReason, RegExp]>([
  ['time', /workflows\/a\/b\.js let nothing else run when its "timeout" of 20 s was over: look for a loop/],
  ['memory', /workflows\/a\/b\.js needs more than its "memory" of 256 MB: raise it/],
  ['heap', /workflows\/a\/b\.js most likely needs more than its "memory" of 256 MB: raise it/],
])("names an action's file and its step's limit: %s", (reason, advice) => {
  writeFileSync(
    join(codeFolder, 'step.json'),
    JSON.stringify({ file: 'workflows/a/b.js', timeoutSeconds: 20 }),
  );

  expect(endAdvice({ codeFolder, memorySize: 256 }, reason)).toMatch(advice);
});

it('has nothing to say of a function that is no action', () => {
  expect(endAdvice({ codeFolder: join(codeFolder, 'none'), memorySize: 256 }, 'time')).toBe('');
});
