import type { EventEnvelope } from '../local/events/event-envelope';
import type { ExecutionRecord } from '../local/executions/local-step-functions';
import type { InvocationResult } from '../local/lambda/local-lambda';
import type { RunReport } from '../local/run-report/run-report';
import type { HistoryEvent } from '../local/states';
import { stageNames } from '../stacks/stage-names';
import type { CommandContext } from './command-context';
import { localStage } from './local-paths';
import { pausedStep } from './run-pauses';
import { RunPrinter } from './run-printer';

const ends = new Set(['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionTimedOut', 'ExecutionAborted']);

/**
 * Tells what goes on in a local runtime: each event on the bus, and each run, whole, when it has ended, so that runs at
 * the same time do not mix.
 */
export class RunWatcher {
  /** The runs that have ended, in that order. */
  readonly ended: { readonly workflow: string; readonly execution: string; readonly report: RunReport }[] =
    [];

  /**
   * @param executionOf finds an execution by its ARN
   * @param busName the only bus whose events are told
   */
  constructor(
    private readonly context: CommandContext,
    private readonly options: {
      readonly executionOf: (arn: string) => ExecutionRecord;
      readonly busName: string;
      readonly clockJumps: boolean;
    },
  ) {}

  onEvent(busName: string, event: EventEnvelope, rules: readonly string[]): void {
    if (busName !== this.options.busName) return;
    const { objectType, objectId } = event.detail;
    const about = objectId === undefined ? '' : ` about ${String(objectType)} ${String(objectId)}`;
    const heard = rules.length === 0 ? '; nobody listens for it' : '';
    this.context.print(`→ event ${event['detail-type']} from ${event.source}${about}${heard}`);
  }

  onHistory(arn: string, event: HistoryEvent): void {
    if (event.type === 'TaskSubmitted') this.tellOfPause(arn);
    if (!ends.has(event.type)) return;
    const record = this.options.executionOf(arn);
    const workflow = workflowOf(record);
    this.context.print(`\n${workflow}`);
    const report = new RunPrinter(this.context, this.options.clockJumps).finish(record);
    this.context.print('');
    this.ended.push({ workflow, execution: arn, report });
  }

  /** Time does not jump over a pause here: somebody has to complete it. */
  private tellOfPause(arn: string): void {
    const paused = pausedStep(this.options.executionOf(arn));
    if (paused === undefined) return;
    const { step, callbackId, until } = paused;
    this.context.print(
      `‖ ${workflowOf(this.options.executionOf(arn))}/${step} waits to be completed, until ${until}: ` +
        `coded-actions callbacks complete ${callbackId} --outputs <file>`,
    );
  }

  /** A function that no machine calls failed: nobody else would hear of it. */
  onAsyncInvocation(functionName: string, result: InvocationResult): void {
    if (result.functionError === undefined) return;
    this.context.printError(`The function ${functionName} failed: ${result.payload}`);
  }
}

function workflowOf({ machine }: ExecutionRecord): string {
  return machine.name.slice(stageNames(localStage).stateMachinePrefix.length);
}
