import { z } from 'zod';
import type { ExecutionRecord } from '../local/executions/local-step-functions';
import { runReport } from '../local/run-report/run-report';
import type { StepPause } from '../local/run-report/step-pause';
import type { HistoryEvent } from '../local/states';
import { type CompletionServices, completeWait } from '../records/complete-wait';
import type { OutputDeclaration, OutputType } from '../workflow/action-contract';
import { declaredTypes } from '../workflow/declared-types';
import { didYouMean } from '../workflow/did-you-mean';
import type { StepGraph } from '../workflow/graph/step-graph';
import { outputsInput } from './callbacks';
import { InputFileError } from './input-file-error';
import { refusedOutputs } from './refused-outputs';

/** Completions of a run's pauses, by step: outputs, or a list of them for one visit after the other. */
export const completionsInput = z
  .record(z.string().min(1), z.union([outputsInput, z.array(outputsInput).min(1)]))
  .describe(
    'Outputs by step: `{"approve": {"approved": true}}`; of a step that pauses more than once, a list of them.',
  );

/** What `--complete` gives. */
export type CompletionsInput = z.infer<typeof completionsInput>;

/** A step that waits, and nobody completes it. */
export interface PausedStep extends StepPause {
  readonly step: string;
}

/** Completes the pauses of one run with what was given, and tells of the first for which nothing is left. */
export class RunPauses {
  /** Resolves when the run waits, and nothing is left to complete it with; rejects when completing fails. */
  readonly stuck: Promise<PausedStep>;
  private readonly left: Map<string, z.infer<typeof outputsInput>[]>;
  private readonly seen = new Set<string>();
  private tell: (paused: PausedStep) => void = () => {};
  private fail: (error: unknown) => void = () => {};

  /**
   * @param options.expire whether what nothing completes may expire: then the run is never stuck
   * @param options.during holds the clock while a pause is completed
   */
  constructor(
    completions: CompletionsInput,
    private readonly options: {
      readonly expire: boolean;
      readonly services: () => CompletionServices;
      readonly during: (work: Promise<unknown>) => Promise<unknown>;
    },
  ) {
    this.left = new Map(Object.entries(completions).map(([step, outputs]) => [step, [outputs].flat()]));
    this.stuck = new Promise((resolve, reject) => {
      this.tell = resolve;
      this.fail = reject;
    });
    this.stuck.catch(() => {});
  }

  /** To be called with each event of the run's history. */
  onHistory(record: ExecutionRecord, event: HistoryEvent): void {
    if (event.type !== 'TaskSubmitted') return;
    // Steps that run in parallel may wait at the same time.
    for (const paused of pausedSteps(record)) this.onPause(paused);
  }

  private onPause(paused: PausedStep): void {
    if (this.seen.has(paused.callbackId)) return;
    this.seen.add(paused.callbackId);
    const outputs = this.left.get(paused.step)?.shift();
    const { expire, services, during } = this.options;
    if (outputs !== undefined) {
      during(completeWait({ callbackId: paused.callbackId, outputs }, services())).catch(this.fail);
    } else if (!expire) this.tell(paused);
  }
}

/** The steps that a run waits for. */
export function pausedSteps({ execution, realTimes, logs, machine }: ExecutionRecord): readonly PausedStep[] {
  const { history } = execution;
  const { definition } = machine;
  const { steps } = runReport({ history, realTimes, logs, definition, clockJumps: false });
  return steps.flatMap(({ id, pause }) => (pause === undefined ? [] : [{ step: id, ...pause }]));
}

/** @throws InputFileError when completions name a step that cannot pause, or give what it would leave out */
export function checkCompletions(completions: CompletionsInput, { nodes }: StepGraph): void {
  const pausing = [...nodes.values()].flatMap(({ id, step }) =>
    step.type === 'code' && step.pause !== false ? [id] : [],
  );
  for (const [step, given] of Object.entries(completions)) {
    if (pausing.includes(step)) {
      checkOutputs(step, [given].flat(), nodes);
      continue;
    }
    throw new InputFileError(
      nodes.has(step) ? `The step ${step} does not declare \`pause\`.` : `The workflow has no step ${step}.`,
      didYouMean(step, pausing, 'steps that may pause'),
    );
  }
}

function checkOutputs(
  id: string,
  completions: readonly z.infer<typeof outputsInput>[],
  nodes: StepGraph['nodes'],
): void {
  const step = nodes.get(id)?.step;
  const declared = declaredTypes(step?.type === 'code' ? step.outputs : {});
  for (const outputs of completions) {
    const refused = refusedOutputs(id, outputs, declared);
    if (refused !== undefined) throw new InputFileError(refused.message, refused.remedy);
  }
}

/** What a file for `--complete` could hold for a step. */
export function exampleCompletion(step: string, { nodes }: StepGraph): string {
  const found = nodes.get(step)?.step;
  const outputs = Object.entries(found?.type === 'code' ? found.outputs : {}).map(([name, declared]) => [
    name,
    exampleValue(declared),
  ]);
  return JSON.stringify({ [step]: Object.fromEntries(outputs) });
}

const examples: Readonly<Record<OutputType, unknown>> = {
  string: '…',
  phone: '+34600000000',
  enumeration: '…',
  number: 1,
  boolean: true,
  date: '2026-11-24',
  datetime: '2026-11-24T09:30:00Z',
  object: {},
};

function exampleValue(declared: Pick<OutputDeclaration, 'type'>): unknown {
  return examples[declared.type];
}
