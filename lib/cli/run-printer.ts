import type { ExecutionRecord } from '../local/executions/local-step-functions';
import type { LogLine } from '../local/lambda/log-line';
import type { NamedError } from '../local/run-report/named-error';
import { type RunReport, runReport, type StepReport } from '../local/run-report/run-report';
import type { HistoryEvent } from '../local/states';
import { spanOfTime } from '../span-of-time';
import { type CommandContext, dataFolder } from './command-context';
import { logFields } from './log-fields';
import { type Color, paintFor } from './paint';
import { type FailurePlace, type ReadableFailure, readableFailure } from './readable-failure';
import { shownText } from './shown-text';

const signs: Readonly<Record<StepReport['status'], { sign: string; color: Color }>> = {
  succeeded: { sign: '✔', color: 'green' },
  failed: { sign: '✘', color: 'red' },
  running: { sign: '…', color: 'cyan' },
  paused: { sign: '‖', color: 'yellow' },
  stopped: { sign: '■', color: 'yellow' },
  skipped: { sign: '·', color: 'dim' },
};

/** How many times as long as a look takes is left until the next one. */
const patience = 10;

/** The longest value or log line that is shown whole, in characters; `--json` has all of it. */
const shownLength = 400;

/** Tells one run step by step, while it goes on. */
export class RunPrinter {
  private printed = 0;
  /** When to look at the run again, in milliseconds of `performance.now()`. */
  private nextLook = 0;

  /** @param clockJumps whether waits take no time */
  constructor(
    private readonly context: CommandContext,
    private readonly clockJumps: boolean,
  ) {}

  /**
   * To be called with each event of the run's history: prints every step that is over. A step is over when the next one
   * begins, since a Retry-After enters the same one again.
   */
  onHistory(record: ExecutionRecord, event: HistoryEvent): void {
    const begun = performance.now();
    if (!event.type.endsWith('StateEntered') || begun < this.nextLook) return;
    this.printSteps(
      this.report(record).steps.filter(({ status }) => status !== 'skipped'),
      1,
    );
    // A look costs as much as the run is long: one that goes round and round is looked at less and less often.
    this.nextLook = begun + patience * (performance.now() - begun);
  }

  /**
   * Prints what is left, and how the run ended. An error is told where it happened, and at the end only where that was in
   * no step.
   */
  finish(record: ExecutionRecord): RunReport {
    const report = this.report(record);
    if (refusalOf(report.output) !== undefined) {
      this.context.print(this.ending(report));
      return report;
    }
    const entered = report.steps.filter(({ status }) => status !== 'skipped');
    this.printSteps(entered, 0);
    const missed = report.steps.slice(entered.length).map(nameOf);
    if (missed.length > 0) this.context.print(this.paint('dim', `  · not reached: ${missed.join(', ')}`));
    this.context.print('');
    this.context.print(this.ending(report));
    if (hasWords(report.error) && failedStep(report) === undefined) {
      const file = placeOf(report.steps[0]?.location)?.file;
      const place = file === undefined ? undefined : { file };
      this.printFailure(readableFailure(report.error, place, dataFolder(this.context)), '  ');
      if (report.status === 'timed out') {
        this.context.print(
          '  AWS ends a run a year after it began, and this one has got that far: look for a delay in a loop.',
        );
      }
    }
    return report;
  }

  /** The run as it is now. */
  report({ execution, realTimes, logs, machine }: ExecutionRecord): RunReport {
    const { history } = execution;
    return runReport({
      history,
      realTimes,
      logs,
      definition: machine.definition,
      clockJumps: this.clockJumps,
    });
  }

  private printSteps(steps: readonly StepReport[], held: number): void {
    for (const step of steps.slice(this.printed, Math.max(this.printed, steps.length - held))) {
      this.printStep(step);
      this.printed++;
    }
  }

  private printStep(step: StepReport): void {
    const { sign, color } = signs[step.status];
    const times = [
      step.skippedMs > 0 ? `${spanOfTime(step.skippedMs)}, skipped` : spanOfTime(step.durationMs),
      ...(step.attempts > 1 ? [`${step.attempts} attempts`] : []),
    ].join(', ');
    this.context.print(
      `  ${this.paint(color, sign)} ${this.paint('bold', step.title)} ${this.paint('dim', `${step.title === step.id ? '' : `(${step.id}) `}${times}`)}`,
    );
    this.printValue('in ', withoutOwnKeys(step.input));
    for (const line of logsBesideError(step)) this.printLog(line);
    this.printValue('out', step.output);
    if (step.pause !== undefined) {
      const { callbackId, until } = step.pause;
      this.context.print(`      waits to be completed, as ${callbackId}, until ${until}`);
    }
    if (step.error === undefined) return;
    this.printFailure(
      readableFailure(step.error, placeOf(step.location), dataFolder(this.context)),
      '      ',
    );
  }

  private printValue(name: string, value: unknown): void {
    if (value === undefined) return;
    this.context.print(`      ${this.paint('dim', name)} ${shorten(JSON.stringify(value))}`);
  }

  private printLog(line: LogLine): void {
    const { level, message } = line;
    const color: Color =
      level === 'ERROR' || level === 'FATAL' ? 'red' : level === 'WARN' ? 'yellow' : 'cyan';
    const fields = logFields(line);
    const text = `${shorten(message)}${fields === undefined ? '' : ` ${this.paint('dim', fields)}`}`;
    const [first = '', ...rest] = text.split('\n');
    this.context.print(`      ${this.paint(color, 'log')} ${first}`);
    for (const more of rest) this.context.print(`          ${more}`);
  }

  private printFailure({ lines, location }: ReadableFailure, indent: string): void {
    for (const [index, line] of lines.entries()) {
      this.context.print(`${indent}${index === 0 ? '' : '  '}${this.paint('red', line)}`);
    }
    if (location !== undefined) this.context.print(`${indent}${this.paint('dim', `at ${location}`)}`);
  }

  private ending(report: RunReport): string {
    const skipped = report.skippedMs > 1_000 ? `; ${spanOfTime(report.skippedMs)} of waiting skipped` : '';
    const time = `${spanOfTime(report.durationMs)}${skipped}`;
    const refusal = refusalOf(report.output);
    if (report.status === 'succeeded' && refusal !== undefined) {
      return `  ${this.paint('yellow', `Not enrolled: ${refusal}`)} (${time})`;
    }
    if (report.steps.some(({ status }) => status === 'paused')) {
      return `${this.paint('yellow', 'The run is paused')} (${time})`;
    }
    const color: Color = report.status === 'succeeded' ? 'green' : 'red';
    const failed = failedStep(report);
    const where = failed === undefined ? '' : ` at ${nameOf(failed)}`;
    return `${this.paint(color, `The run ${report.status === 'running' ? 'goes on' : report.status}${where}`)} (${time})`;
  }

  private paint(color: Color, text: string): string {
    return paintFor(this.context.color)(color, text);
  }
}

/** Whether an error says anything: a run that was stopped ends without one. */
function hasWords(error: RunReport['error']): error is NamedError {
  return error !== undefined && (error.name !== undefined || error.message !== '');
}

/** What each reason for not enrolling a record means to a person (docs/transitions.md has what each costs). */
const refusals: Readonly<Record<string, string>> = {
  'duplicate-event': 'this event has enrolled the record already',
  'where-not-met': 'the condition `enrollment.where` does not hold for the record',
  'already-enrolled': 'the record has been through, and the workflow does not re-enroll',
  'already-active': 'the record is in the workflow now',
};

/** Why a run's output says that its record was not enrolled; undefined where it was. */
export function refusalOf(output: unknown): string | undefined {
  if (typeof output !== 'object' || output === null || !('enrolled' in output) || output.enrolled !== false) {
    return undefined;
  }
  const reason = 'reason' in output ? String(output.reason) : 'unknown';
  const by = 'by' in output && output.by !== undefined ? `, by ${String(output.by)}` : '';
  return [reason, refusals[reason]].filter(Boolean).join(': ') + by;
}

/** A step as people know it, with the id where that is not its title. */
function nameOf({ title, id }: Pick<StepReport, 'title' | 'id'>): string {
  return title === id ? id : `${title} (${id})`;
}

/** The step whose error ended the run. */
function failedStep({ status, error, steps }: RunReport): StepReport | undefined {
  if (status === 'succeeded' || status === 'running') return undefined;
  return steps.findLast(
    (step) =>
      step.error !== undefined && step.error.name === error?.name && step.error.message === error?.message,
  );
}

/** What every event of ours carries (docs/events.md): not of the author's making, and longer than what is. */
const ownDetailKeys = new Set(['objectType', 'objectId', 'workflow', 'idempotencyKey', 'execution', 'hops']);

/** An event that a step emits with the author's part of its detail; any other input as it is. `--json` has all of it. */
function withoutOwnKeys(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('event' in input) || !('detail' in input))
    return input;
  const { event, detail } = input;
  if (typeof detail !== 'object' || detail === null || !('idempotencyKey' in detail)) return input;
  return {
    event,
    detail: Object.fromEntries(Object.entries(detail).filter(([key]) => !ownDetailKeys.has(key))),
  };
}

/**
 * Without the lines that repeat the error (what the wrapper writes for the log, and what Lambda's own runtime adds), and
 * without the one for AWS that tells how a pause is completed there: here that is told by who knows how.
 */
function logsBesideError({ logs, error }: StepReport): readonly LogLine[] {
  return logs.filter(
    ({ message }) =>
      !message.startsWith('Invoke Error\t') &&
      !pauseLine.test(message) &&
      !(error !== undefined && message === error.message),
  );
}

/** As `lambdas/action/conclude-unusual.ts` writes it. */
const pauseLine =
  /^The run waits, .* until somebody completes \S+: npx coded-actions callbacks complete \S+$/;

function placeOf(location: string | undefined): FailurePlace | undefined {
  const [, file, line, column] = /^(.+):(\d+):(\d+)$/s.exec(location ?? '') ?? [];
  return file === undefined ? undefined : { file, step: { line: Number(line), column: Number(column) } };
}

/** A text as far as a person reads it at a glance. */
export function shorten(text: string): string {
  return shownText(text, shownLength);
}
