import type { LogLine } from '../local/lambda/log-line';
import type { TryError, TryReport } from '../local/try/try-report';
import { spanOfTime } from '../span-of-time';
import type { CommandContext } from './command-context';
import { logFields } from './log-fields';
import { type Paint, paintFor } from './paint';
import { sentRequestLines } from './sent-request-lines';
import { shownText } from './shown-text';

/** Tells a person how an action did alone: what it sent and logged, what it gave, and how it ended. */
export function printTryReport(report: TryReport, context: CommandContext): void {
  const paint = paintFor(context.color);
  for (const line of report.logs) context.print(logLine(line, paint));
  for (const line of sentRequestLines(report.requests, report.error?.message ?? '', paint)) {
    context.print(line);
  }
  for (const [name, value] of Object.entries(report.outputFields)) {
    context.print(`  ${paint('cyan', 'out')} ${name} = ${shownText(JSON.stringify(value))}`);
  }
  if (report.error !== undefined) for (const line of errorLines(report.error, paint)) context.print(line);
  const { status, durationMs, memoryMb, outputFields } = report;
  const what =
    status === 'succeeded' && Object.keys(outputFields).length === 0 ? 'succeeded without outputs' : status;
  const [sign, color] = status === 'succeeded' ? (['✔', 'green'] as const) : (['✘', 'red'] as const);
  context.print(
    `${paint(color, `${sign} The action ${what}`)} ${paint('dim', `(${spanOfTime(durationMs)}, ${memoryMb} MB)`)}`,
  );
}

function logLine(line: LogLine, paint: Paint): string {
  const { level, message } = line;
  const color = level === 'ERROR' || level === 'FATAL' ? 'red' : level === 'WARN' ? 'yellow' : 'dim';
  return `  ${paint(color, (level ?? 'log').toLowerCase().padEnd(5))} ${indented(shownText(message), 8)}${fieldsOf(line, paint)}`;
}

function fieldsOf(line: LogLine, paint: Paint): string {
  const fields = logFields(line);
  return fields === undefined ? '' : ` ${paint('dim', fields)}`;
}

function errorLines({ name, message, file, line, retryable, internal }: TryError, paint: Paint): string[] {
  const place =
    file === undefined ? '' : ` ${paint('dim', `at ${file}${line === undefined ? '' : `:${line}`}`)}`;
  return [
    `  ${paint('red', `${name}: ${indented(shownText(message), 4)}`)}${place}`,
    ...(retryable && !message.includes('It is tried again')
      ? [`  ${paint('dim', 'A workflow would try this step again.')}`]
      : []),
    ...(internal ? ['  This is a fault of coded-actions, not yours. Please report it.'] : []),
  ];
}

function indented(text: string, width: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(width)}`);
}
