import type { Problem } from './problem';

/** Characters of a source line that are shown around the place. */
const shownWidth = 100;

/**
 * Problems as people read them: the place, what is wrong, the line that it stands on, and what would be right; then how
 * many there are. What is wrong with a file as a whole has no line.
 *
 * @param sourceOf the text of a file by its path, or undefined where it cannot be read
 */
export function formatProblems(
  problems: readonly Problem[],
  sourceOf: (file: string) => string | undefined = () => undefined,
): string {
  const linesOf = new Map<string, readonly string[]>();
  for (const { location } of problems) {
    if (!linesOf.has(location.file)) {
      linesOf.set(location.file, (sourceOf(location.file) ?? '').replace(/^\ufeff/, '').split(/\r\n|\n|\r/));
    }
  }
  const texts = problems.map((problem) => formatProblem(problem, linesOf.get(problem.location.file) ?? []));
  return [...texts, countText(problems)].join('\n\n');
}

function formatProblem(
  { severity, code, location, isWhole, message, remedy }: Problem,
  lines: readonly string[],
): string {
  const { file, line, column } = location;
  const place = isWhole ? file : `${file}:${line}:${column}`;
  const excerpt = isWhole ? [] : excerptOf(lines[line - 1] ?? '', line, column);
  return [`${place} ${severity} ${code} ${message}`, ...excerpt, `  ${remedy}`].map(printable).join('\n');
}

/** The line and a caret under the column; of a long line, what is around the column. */
function excerptOf(source: string, line: number, column: number): readonly string[] {
  if (source.trim() === '') return [];
  const start = column <= shownWidth * 0.8 ? 0 : column - 1 - Math.floor(shownWidth / 2);
  const shown = source.slice(start, start + shownWidth);
  const before = start > 0 ? '…' : '';
  const after = start + shownWidth < source.length ? '…' : '';
  const gutter = String(line);
  const indent = shown.slice(0, column - 1 - start).replace(/[^\t]/g, ' ');
  return [
    `  ${gutter} | ${before}${shown}${after}`,
    `  ${' '.repeat(gutter.length)} | ${before && ' '}${indent}^`,
  ];
}

function countText(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return [count(errors, 'error'), count(warnings, 'warning')].filter((text) => text !== '').join(', ');
}

function count(number: number, what: string): string {
  if (number === 0) return '';
  return number === 1 ? `1 ${what}` : `${number} ${what}s`;
}

/** Without characters that would steer a terminal. */
function printable(line: string): string {
  return line.replace(/(?!\t)\p{Cc}/gu, '\ufffd');
}
