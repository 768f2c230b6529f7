import { styleText } from 'node:util';
import type { ExecutionRecord } from '../local/executions/local-step-functions';
import type { LogLine } from '../local/lambda/log-line';
import type { NamedError } from '../local/run-report/named-error';
import { type RunReport, runReport, type StepReport } from '../local/run-report/run-report';
import type { HistoryEvent } from '../local/states';
import type { CommandContext } from './command-context';
import { spanOfTime } from './span-of-time';

type Color = 'green' | 'red' | 'yellow' | 'dim' | 'bold' | 'cyan';

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

  /** Prints what is left, and how the run ended. */
  finish(record: ExecutionRecord): RunReport {
    const report = this.report(record);
    const entered = report.steps.filter(({ status }) => status !== 'skipped');
    this.printSteps(entered, 0);
    for (const { title, id } of report.steps.slice(entered.length)) {
      this.context.print(this.paint('dim', `  · ${title} (${id}) was not reached`));
    }
    this.context.print('');
    this.context.print(this.ending(report));
    if (report.error !== undefined) this.printError(report.error, '  ');
    return report;
  }

  private report({ execution, realTimes, logs, machine }: ExecutionRecord): RunReport {
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
      `  ${this.paint(color, sign)} ${this.paint('bold', step.title)} ${this.paint('dim', `(${step.id}) ${times}`)}`,
    );
    this.printValue('in ', step.input);
    for (const line of step.logs) this.printLog(line);
    this.printValue('out', step.output);
    if (step.pause !== undefined) {
      const { callbackId, until } = step.pause;
      this.context.print(`      waits to be completed, as ${callbackId}, until ${until}`);
    }
    if (step.error !== undefined) this.printError(step.error, '      ');
    if (step.status === 'failed') this.context.print(`      ${this.paint('dim', `at ${step.location}`)}`);
  }

  private printValue(name: string, value: unknown): void {
    if (value === undefined) return;
    this.context.print(`      ${this.paint('dim', name)} ${shorten(JSON.stringify(value))}`);
  }

  private printLog({ level, message }: LogLine): void {
    const color: Color =
      level === 'ERROR' || level === 'FATAL' ? 'red' : level === 'WARN' ? 'yellow' : 'cyan';
    const [first = '', ...rest] = shorten(message).split('\n');
    this.context.print(`      ${this.paint(color, 'log')} ${first}`);
    for (const line of rest) this.context.print(`          ${line}`);
  }

  private printError({ name, message }: NamedError, indent: string): void {
    for (const [index, line] of shortenError([name, message].filter(Boolean).join(': '))
      .split('\n')
      .entries()) {
      this.context.print(`${indent}${index === 0 ? '' : '  '}${this.paint('red', line)}`);
    }
  }

  private ending(report: RunReport): string {
    const skipped = report.skippedMs > 1_000 ? `; ${spanOfTime(report.skippedMs)} of waiting skipped` : '';
    const time = `${spanOfTime(report.durationMs)}${skipped}`;
    const refusal = refusalOf(report.output);
    if (report.status === 'succeeded' && refusal !== undefined) {
      return `${this.paint('yellow', `Not enrolled: ${refusal}`)} (${time})`;
    }
    if (report.steps.some(({ status }) => status === 'paused')) {
      return `${this.paint('yellow', 'The run is paused')} (${time})`;
    }
    const color: Color = report.status === 'succeeded' ? 'green' : 'red';
    return `${this.paint(color, `The run ${report.status === 'running' ? 'goes on' : report.status}`)} (${time})`;
  }

  private paint(color: Color, text: string): string {
    return this.context.color ? styleText(color, text, { validateStream: false }) : text;
  }
}

/** Why a run's output says that its record was not enrolled; undefined where it was. */
export function refusalOf(output: unknown): string | undefined {
  if (typeof output !== 'object' || output === null || !('enrolled' in output) || output.enrolled !== false) {
    return undefined;
  }
  const reason = 'reason' in output ? String(output.reason) : 'unknown';
  return 'by' in output && output.by !== undefined ? `${reason}, by ${String(output.by)}` : reason;
}

function shorten(text: string): string {
  return text.length <= shownLength ? text : `${text.slice(0, shownLength)}… (${text.length} characters)`;
}

/** What went wrong stands at the end of Step Functions' own causes, behind the expression that they quote. */
function shortenError(text: string): string {
  if (text.length <= 2 * shownLength) return text;
  return `${text.slice(0, shownLength / 2)} … ${text.slice(-shownLength)} (${text.length} characters)`;
}
