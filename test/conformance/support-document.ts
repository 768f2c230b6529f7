import type { ConformanceCase } from './conformance-case';
import { SKIPS } from './skips';
import { SUPPORT, type SupportRow } from './support';

/** The text of docs/states-support.md, with the number of recorded cases behind each row. */
export function supportDocument(cases: readonly ConformanceCase[]): string {
  const skipped = cases.filter((c) => SKIPS.some(({ covers }) => covers(c)));
  const lines = [
    '# What the local state machine interpreter supports',
    '',
    '<!-- Made by `node bin/launch.mjs test/conformance/write-support.ts`: change test/conformance/support.ts instead. -->',
    '',
    `The interpreter in \`lib/local/states\` runs machines in JSONata and in JSONPath mode. It is held to ${cases.length} executions`,
    'that AWS itself recorded (`npm run conformance`), state by state: input, output, assigned variables, the parameters',
    `of each task, the outcome. All of them pass but ${skipped.length} that newer documentation overtook. Where the recordings are thin, two`,
    'interpreters that we did not write run the same machines (moto with jsonata-python, and ministack), and',
    'documentation is quoted by its title in the tests.',
    '',
  ];
  for (const { title, rows } of SUPPORT) {
    lines.push(
      `## ${title}`,
      '',
      '| feature | supported | recorded cases | checked by, and what to know |',
      '| --- | --- | --- | --- |',
    );
    for (const row of rows) lines.push(rowText(row, cases));
    lines.push('');
  }
  lines.push('## Skipped recordings', '');
  for (const { reason, covers } of SKIPS) {
    lines.push(
      `- ${cases
        .filter(covers)
        .map(({ id }) => `\`${id}\``)
        .join(', ')}: ${reason}.`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function rowText(
  { feature, support, recorded, tests = [], note }: SupportRow,
  cases: readonly ConformanceCase[],
): string {
  const count = recorded ? cases.filter(recorded).length : 0;
  const files = [...new Set(tests.map(([file]) => `\`${file.replace(/^test\//, '')}\``))].join(', ');
  const remark = [files, note].filter(Boolean).join('. ');
  return `| ${feature} | ${support} | ${count === 0 ? 'none' : count} | ${remark} |`;
}
