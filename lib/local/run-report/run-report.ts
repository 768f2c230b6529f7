import type { StepOfState } from '../../compiler/state-comment';
import { stepExtras } from '../../compiler/step-extras';
import { stepVariables } from '../../compiler/step-variables';
import type { TemplateObject } from '../assembly/template';
import type { TaskLog } from '../executions/local-step-functions';
import type { LogLine } from '../lambda/log-line';
import type { HistoryEvent } from '../states';
import { type NamedError, namedError } from './named-error';
import { stateSteps } from './state-steps';
import { type StateVisit, stateVisits } from './state-visits';
import { expiredPause, isPauseExtra, leftOutWarnings, type StepPause, stepPause } from './step-pause';
import { taskExchange } from './task-exchange';

/** One passage through a step. */
export interface StepReport {
  readonly id: string;
  readonly title: string;
  /**
   * `paused` while the run waits for somebody to complete the step; `stopped` where it was ended from outside; `skipped`
   * where no way led to the step.
   */
  readonly status: 'succeeded' | 'failed' | 'running' | 'paused' | 'stopped' | 'skipped';
  /** While it is paused. */
  readonly pause?: StepPause;
  /** What the step was given: an action's inputs, the properties to write, an event. */
  readonly input?: unknown;
  readonly output?: unknown;
  /** Also where the step's `onError` went on. */
  readonly error?: NamedError;
  readonly logs: readonly LogLine[];
  readonly attempts: number;
  /**
   * Time that really passed while the step worked. Where time is jumped over, waiting is not among it: a delay has 0, also
   * where the machine was busy with something else before it jumped.
   */
  readonly durationMs: number;
  /** Time that the run believes has passed in the step and that was jumped over: of a delay, all of it. */
  readonly skippedMs: number;
  /** Where the step stands: `workflows/x/workflow.json:14:5`. */
  readonly location: string;
}

/** One execution as the user sees it. */
export interface RunReport {
  readonly status: 'running' | 'succeeded' | 'failed' | 'timed out' | 'stopped';
  readonly output?: unknown;
  readonly error?: NamedError;
  /** In the order in which they were entered, a step as often as it was; then those that were not. */
  readonly steps: readonly StepReport[];
  /** Time that really passed, from start to end. */
  readonly durationMs: number;
  /** Time that the run believes has passed and that was jumped over. */
  readonly skippedMs: number;
}

/** What a report is made of: an execution record has all of it. */
export interface RunReportInput {
  readonly history: readonly HistoryEvent[];
  /** The machine's time at each event, in milliseconds since the epoch. */
  readonly realTimes: readonly number[];
  readonly logs: readonly TaskLog[];
  readonly definition: TemplateObject;
  /** Whether the execution's clock jumps over waits; otherwise nothing is skipped. */
  readonly clockJumps: boolean;
}

/** Tells an execution as its steps, from its history: it may still run. */
export function runReport(run: RunReportInput): RunReport {
  const steps = stateSteps(run.definition);
  const { status, output, error } = ending(run.history);
  const passages = collectPassages(stateVisits(run.history, run.realTimes), steps);
  const logs = logsByState(run.logs);
  const entered = passages.map((passage) => stepReport(passage, run, status, steps, logs));
  const ids = new Set(entered.map(({ id }) => id));
  const skipped = [...steps]
    .filter(([, { step, extra }]) => extra === undefined && !ids.has(step))
    .map(([title, step]) => skippedStep(title, step));
  const [first, last] = [run.history[0], run.history.at(-1)];
  const elapsed = (last?.timestamp.getTime() ?? 0) - (first?.timestamp.getTime() ?? 0);
  return {
    status,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error: wordedBy(entered, error) }),
    steps: [...entered, ...skipped],
    durationMs: (run.realTimes.at(-1) ?? 0) - (run.realTimes[0] ?? 0),
    skippedMs: run.clockJumps ? elapsed : 0,
  };
}

/** The error that ended the run, in the words of the step that it comes from where it has none itself: an expired pause. */
function wordedBy(steps: readonly StepReport[], error: NamedError): NamedError {
  if (error.message !== '') return error;
  const step = steps.findLast((one) => one.status === 'failed' && one.error?.name === error.name);
  return step?.error ?? error;
}

/** The visits of one passage through a step: its own state, as often as it was entered, and what belongs to it. */
interface Passage {
  readonly step: StepOfState;
  readonly visits: StateVisit[];
}

function collectPassages(visits: readonly StateVisit[], steps: ReadonlyMap<string, StepOfState>): Passage[] {
  const passages: Passage[] = [];
  for (const visit of visits) {
    const step = steps.get(visit.stateName);
    if (!step) continue;
    const last = passages.at(-1);
    if (last && last.step.step === step.step && continues(last, step, steps)) last.visits.push(visit);
    else passages.push({ step, visits: [visit] });
  }
  return passages;
}

/**
 * A re-read comes before the step's own state, a Retry-After behind it and leads back, a pause behind it: none is a passage
 * anew.
 */
function continues({ visits }: Passage, step: StepOfState, steps: ReadonlyMap<string, StepOfState>): boolean {
  const last = steps.get(visits.at(-1)?.stateName ?? '')?.extra;
  const leadsToStep = last === stepExtras.reRead || last === stepExtras.retryAfter;
  return leadsToStep || (step.extra !== undefined && step.extra !== stepExtras.reRead);
}

function stepReport(
  { step, visits }: Passage,
  run: RunReportInput,
  runStatus: RunReport['status'],
  steps: ReadonlyMap<string, StepOfState>,
  logs: ReadonlyMap<string, readonly TaskLog[]>,
): StepReport {
  const extraOf = ({ stateName }: StateVisit) => steps.get(stateName)?.extra;
  const own = visits.findLast((visit) => extraOf(visit) === undefined);
  const [first, last] = [visits[0], visits.at(-1)];
  // A pause is how the step ended, whatever its action threw to ask for it.
  const paused = visits.findLast((visit) => isPauseExtra(extraOf(visit)));
  const shown = paused ?? own ?? last;
  const waiting = visits.findLast((visit) => extraOf(visit) === stepExtras.pause);
  const error = (shown && isPauseExtra(extraOf(shown)) ? expiredPause(shown) : undefined) ?? shown?.error;
  const pause =
    paused === last && paused?.exitedAt === undefined && runStatus === 'running'
      ? paused && stepPause(paused)
      : undefined;
  const end = run.history.at(-1)?.timestamp.getTime() ?? 0;
  const elapsed = (last?.exitedAt ?? end) - (first?.enteredAt ?? end);
  const waited = run.clockJumps ? visits.reduce((sum, { waitedMs }) => sum + waitedMs, 0) : 0;
  const realEnd = last?.reallyExitedAt ?? run.realTimes.at(-1) ?? 0;
  return {
    id: step.step,
    title: own?.stateName ?? step.step,
    status: pause === undefined ? statusOf(last, shown, runStatus) : 'paused',
    ...(pause === undefined ? {} : { pause }),
    ...(own === undefined ? {} : taskExchange(own)),
    ...(paused === undefined ? {} : completedOutput(paused, step.step)),
    ...(error === undefined ? {} : { error }),
    logs: [
      ...visits.flatMap((visit) => logsOf(visit, logs.get(visit.stateName) ?? [])),
      ...(waiting && paused ? leftOutWarnings(waiting, paused) : []),
    ],
    attempts: Math.max(
      1,
      visits.reduce((sum, visit) => sum + attemptsOf(visit, steps), 0),
    ),
    durationMs: Math.max(0, realEnd - (first?.reallyEnteredAt ?? realEnd) - waited),
    skippedMs: run.clockJumps ? elapsed : 0,
    location: locationOf(step),
  };
}

/** What a completion gave, held to the step's declaration. */
function completedOutput({ assigned }: StateVisit, step: string): Pick<StepReport, 'output'> {
  const text = assigned[stepVariables.outputs(step)];
  const output: unknown = text === undefined ? undefined : JSON.parse(text);
  return output === undefined || output === null ? {} : { output };
}

function attemptsOf({ stateName, attempts }: StateVisit, steps: ReadonlyMap<string, StepOfState>): number {
  return steps.get(stateName)?.extra === undefined ? attempts : 0;
}

function statusOf(
  last: StateVisit | undefined,
  shown: StateVisit | undefined,
  runStatus: RunReport['status'],
): StepReport['status'] {
  if (last?.exitedAt === undefined) {
    if (runStatus === 'running') return 'running';
    return runStatus === 'failed' ? 'failed' : 'stopped';
  }
  return shown?.error === undefined ? 'succeeded' : 'failed';
}

/** A run that goes round and round has thousands of logs: each visit looks at its own state's alone. */
function logsByState(logs: readonly TaskLog[]): ReadonlyMap<string, readonly TaskLog[]> {
  const byState = new Map<string, TaskLog[]>();
  for (const log of logs) {
    const known = byState.get(log.stateName);
    if (known) known.push(log);
    else byState.set(log.stateName, [log]);
  }
  return byState;
}

function logsOf(
  { firstEvent, lastEvent = Number.POSITIVE_INFINITY }: StateVisit,
  logs: readonly TaskLog[],
): LogLine[] {
  return logs
    .filter(({ afterEvent }) => afterEvent >= firstEvent && afterEvent < lastEvent)
    .flatMap(({ lines }) => lines);
}

function skippedStep(title: string, step: StepOfState): StepReport {
  return {
    id: step.step,
    title,
    status: 'skipped',
    logs: [],
    attempts: 0,
    durationMs: 0,
    skippedMs: 0,
    location: locationOf(step),
  };
}

function locationOf({ file, line, column }: StepOfState): string {
  return `${file}:${line}:${column}`;
}

const ENDINGS: Readonly<Record<string, RunReport['status']>> = {
  ExecutionSucceeded: 'succeeded',
  ExecutionFailed: 'failed',
  ExecutionTimedOut: 'timed out',
  ExecutionAborted: 'stopped',
};

function ending(history: readonly HistoryEvent[]): Pick<RunReport, 'status' | 'output' | 'error'> {
  const last = history.at(-1);
  const status = ENDINGS[last?.type ?? ''] ?? 'running';
  if (status === 'running') return { status };
  const { output } = last?.executionSucceededEventDetails ?? {};
  if (status === 'succeeded')
    return { status, output: typeof output === 'string' ? JSON.parse(output) : output };
  const details =
    last?.executionFailedEventDetails ??
    last?.executionTimedOutEventDetails ??
    last?.executionAbortedEventDetails;
  return { status, error: namedError(details?.error, details?.cause) };
}
