import type { LocalRule } from '../local/assembly/local-resources';
import type { EventEnvelope } from '../local/events/event-envelope';
import type { ExecutionRecord } from '../local/executions/local-step-functions';
import type { InvocationResult } from '../local/lambda/local-lambda';
import type { RunReport } from '../local/run-report/run-report';
import type { HistoryEvent } from '../local/states';
import { stageNames } from '../stacks/stage-names';
import type { CommandContext } from './command-context';
import { localStage } from './local-paths';
import { patternDifferences } from './pattern-differences';
import { type PausedStep, pausedSteps } from './run-pauses';
import { RunPrinter, refusalOf, shorten } from './run-printer';

const ends = new Set(['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionTimedOut', 'ExecutionAborted']);

/**
 * Tells what goes on in a local runtime: each event on the bus, and each run, whole, when it has ended, so that runs at
 * the same time do not mix.
 */
export class RunWatcher {
  /** The runs that have ended, in that order. */
  readonly ended: { readonly workflow: string; readonly execution: string; readonly report: RunReport }[] =
    [];
  /** The pauses of each run, as they were told. */
  private readonly waiting = new Map<string, readonly PausedStep[]>();

  /**
   * @param options.executionOf finds an execution by its ARN
   * @param options.busName the only bus whose events are told
   * @param options.rules what listens on the bus
   */
  constructor(
    private readonly context: CommandContext,
    private readonly options: {
      readonly executionOf: (arn: string) => ExecutionRecord;
      readonly busName: string;
      readonly rules: readonly LocalRule[];
      readonly clockJumps: boolean;
    },
  ) {}

  onEvent(busName: string, event: EventEnvelope, rules: readonly string[]): void {
    if (busName !== this.options.busName) return;
    const { objectType, objectId } = event.detail;
    // Whoever sends an event may have put anything there.
    const id = typeof objectId === 'string' && objectId !== '' ? objectId : JSON.stringify(objectId);
    const about = objectId === undefined ? '' : ` about ${String(objectType)} ${id}`;
    const near = rules.length === 0 ? this.nearRules(event) : [];
    const heard = rules.length > 0 || near.length > 0 ? '' : '; nobody listens for it';
    this.context.print(`→ event ${event['detail-type']} from ${event.source}${about}${heard}`);
    for (const line of near) this.context.print(`  ${line}`);
  }

  /** Triggers that wait for events of this name, and do not match this one: most likely they were meant to. */
  private nearRules(event: EventEnvelope): readonly string[] {
    return this.options.rules.flatMap(({ busName, eventPattern, targets }) => {
      if (busName !== this.options.busName || eventPattern === undefined) return [];
      const named = { 'detail-type': eventPattern['detail-type'] };
      if (named['detail-type'] === undefined || patternDifferences(named, event).length > 0) return [];
      const workflows = targets.map(({ arn }) => workflowNamed(arn.split(':').at(-1) ?? ''));
      const differences = patternDifferences(eventPattern, event).join('; ');
      return workflows.map((workflow) => `does not enroll into ${workflow}: ${differences}`);
    });
  }

  onHistory(arn: string, event: HistoryEvent): void {
    if (event.type === 'TaskSubmitted') this.tellOfPauses(arn);
    if (event.type === 'TaskSucceeded' && this.waiting.has(arn)) this.tellOfCompletion(arn, event);
    const record = this.options.executionOf(arn);
    if (!ends.has(event.type)) return;
    this.waiting.delete(arn);
    const workflow = workflowOf(record);
    const printer = new RunPrinter(this.context, this.options.clockJumps);
    const report = printer.report(record);
    const refusal = refusalOf(report.output);
    if (refusal === undefined) {
      this.context.print(`\n${workflow}, for ${subjectIn(record.input)}`);
      printer.finish(record);
      this.context.print('');
    } else {
      this.context.print(`· ${workflow} does not enroll ${subjectIn(record.input)}: ${refusal}`);
    }
    this.ended.push({ workflow, execution: arn, report });
  }

  /** Time does not jump over a pause here: somebody has to complete it while it really lasts. */
  private tellOfPauses(arn: string): void {
    const record = this.options.executionOf(arn);
    const told = this.waiting.get(arn) ?? [];
    const begun = pausedSteps(record).filter((one) => !told.some((other) => isSame(one, other)));
    if (begun.length === 0) return;
    this.waiting.set(arn, [...told, ...begun]);
    for (const { step, callbackId, since, until } of begun) {
      const end = new Date(Date.now() + Date.parse(until) - Date.parse(since)).toISOString();
      this.context.print(
        `‖ ${workflowOf(record)}/${step} waits to be completed, until ${end}: ` +
          `npx coded-actions callbacks complete ${callbackId} --outputs <file>`,
      );
    }
  }

  /** A task that waited for its token has ended: whose pause it was its completion tells. */
  private tellOfCompletion(arn: string, event: HistoryEvent): void {
    const { resource, output } = { resource: '', output: '', ...objectOf(event.taskSucceededEventDetails) };
    if (!String(resource).endsWith('.waitForTaskToken')) return;
    const record = this.options.executionOf(arn);
    const scheduled = scheduledOf(event, record.execution.history);
    const [ended] = (this.waiting.get(arn) ?? []).filter(({ callbackId }) =>
      scheduled.includes(`${callbackId}\\"`),
    );
    if (ended === undefined) return;
    this.context.print(`▸ ${workflowOf(record)}/${ended.step} is completed, with ${shorten(String(output))}`);
  }

  /**
   * A function that no machine calls failed: nobody else would hear of it. It is told once, of the first attempt; Lambda
   * makes two more, and so does the runtime.
   */
  onAsyncInvocation(functionName: string, result: InvocationResult, attempt: number): void {
    if (result.functionError === undefined || attempt > 1) return;
    const name = functionName.split(':').at(-1);
    this.context.printError(`The function ${name} failed: ${messageOf(result.payload)}`);
  }
}

function isSame(one: PausedStep, other: PausedStep): boolean {
  return one.callbackId === other.callbackId;
}

/** What the task of an event asked its service, as JSON text. */
function scheduledOf(event: HistoryEvent, history: readonly HistoryEvent[]): string {
  let at: HistoryEvent | undefined = event;
  while (at !== undefined && at.type !== 'TaskScheduled') at = history[at.previousEventId - 1];
  return JSON.stringify(at?.taskScheduledEventDetails ?? '');
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** What a function's error says, without its trace through code that is ours, and bundled. */
function messageOf(payload: string): string {
  try {
    const { errorMessage } = { errorMessage: undefined, ...objectOf(JSON.parse(payload)) };
    return typeof errorMessage === 'string' ? errorMessage : payload;
  } catch {
    return payload;
  }
}

function workflowOf({ machine }: ExecutionRecord): string {
  return workflowNamed(machine.name);
}

/** The workflow that a machine of a local runtime runs. */
export function workflowNamed(machineName: string): string {
  return machineName.slice(stageNames(localStage).stateMachinePrefix.length);
}

/** The record that an execution is about, as its input names it: an event, or what a person typed. */
export function subjectIn(input: string): string {
  const { detail, objectId, objectType } = { detail: undefined, ...JSON.parse(input) };
  const named = { objectId, objectType, ...(typeof detail === 'object' ? detail : {}) };
  return `${named.objectType ?? 'record'} ${named.objectId ?? 'without an id'}`;
}
