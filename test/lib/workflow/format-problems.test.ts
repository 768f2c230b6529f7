import { formatProblems } from '../../../lib/workflow/format-problems';
import type { Problem } from '../../../lib/workflow/problem';

function problem(line: number, column: number, severity: Problem['severity'] = 'error'): Problem {
  return {
    severity,
    code: 'unknown-key',
    location: { file: 'workflows/x/workflow.json', line, column },
    message: 'The step has no key `x`.',
    remedy: 'Did you mean `y`?',
  };
}

describe('formatProblems', () => {
  it('shows the place, what is wrong, the line with a caret, what would be right, and how many there are', () => {
    const text = formatProblems([problem(2, 3), problem(1, 1, 'warning')], () => '{\n  "x": 1\n}\n');

    expect(text).toBe(`workflows/x/workflow.json:2:3 error unknown-key The step has no key \`x\`.
  2 |   "x": 1
    |   ^
  Did you mean \`y\`?

workflows/x/workflow.json:1:1 warning unknown-key The step has no key \`x\`.
  1 | {
    | ^
  Did you mean \`y\`?

1 error, 1 warning`);
  });

  it('leaves the line out where the file cannot be read, or the line is empty', () => {
    const expected =
      'workflows/x/workflow.json:2:3 error unknown-key The step has no key `x`.\n  Did you mean `y`?\n\n1 error';

    expect(formatProblems([problem(2, 3)])).toBe(expected);
    expect(formatProblems([problem(2, 3)], () => 'x')).toBe(expected);
  });

  it('shows no line of what is wrong with a file or a name as a whole', () => {
    expect(formatProblems([{ ...problem(1, 1), isWhole: true }], () => '{\n')).toBe(
      'workflows/x/workflow.json error unknown-key The step has no key `x`.\n  Did you mean `y`?\n\n1 error',
    );
  });

  it('shows of a long line what is around the place', () => {
    const [, line = '', caret = ''] = formatProblems(
      [problem(1, 501)],
      () => `${'a'.repeat(500)}X${'b'.repeat(500)}`,
    ).split('\n');

    expect(line.length).toBeLessThan(120);
    expect(line.charAt(caret.indexOf('^'))).toBe('X');
  });

  it('keeps tabs in front of the caret, and the caret under the character', () => {
    const [, line = '', caret = ''] = formatProblems([problem(1, 3)], () => '\t\tX').split('\n');

    expect(caret.slice(0, caret.indexOf('^'))).toBe('    | \t\t');
    expect(line.charAt(caret.indexOf('^'))).toBe('X');
  });

  it('lets no text of a file steer the terminal', () => {
    expect(formatProblems([problem(1, 1)], () => '\u001b[31mred\u0007')).toContain(
      '\n  1 | \ufffd[31mred\ufffd\n',
    );
  });

  it('says nothing of nothing', () => {
    expect(formatProblems([])).toBe('');
  });
});
