import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidStageError } from '../../../lib/stacks/invalid-stage-error';
import { explain } from '../../../lib/stacks/report-problems';
import { WorkflowProblemsError } from '../../../lib/stacks/workflow-problems-error';
import type { Problem } from '../../../lib/workflow/problem';

const problem: Problem = {
  severity: 'error',
  code: 'unknown-key',
  location: { file: 'workflow.json', line: 2, column: 3 },
  message: 'There is no key `stpes`.',
  remedy: 'Did you mean `steps`?',
};

describe('explain', () => {
  it('shows problems with the lines that they stand on', () => {
    const directory = mkdtempSync(join(tmpdir(), 'coded-actions-report-'));
    writeFileSync(join(directory, 'workflow.json'), '{\n  "stpes": []\n}\n');
    const text = explain(new WorkflowProblemsError([problem], directory));
    rmSync(directory, { recursive: true });
    expect(text).toContain('workflow.json:2:3');
    expect(text).toContain('"stpes": []');
    expect(text).toContain('Did you mean `steps`?');
    expect(text).not.toContain('    at ');
  });

  it('shows problems of a file that cannot be read without their lines', () => {
    expect(explain(new WorkflowProblemsError([problem], '/nowhere'))).toContain('workflow.json:2:3');
  });

  it("shows another mistake of the user's with its remedy, and no stack trace", () => {
    expect(explain(new InvalidStageError('Prod'))).toMatch(
      /^"Prod" cannot be the name of a stage\.\n {2}→ Name a stage/,
    );
  });

  it('shows a fault of ours with its stack trace', () => {
    expect(explain(new TypeError('x is undefined'))).toMatch(/^TypeError: x is undefined\n {4}at /);
    expect(explain('a text')).toBe('a text');
  });
});
