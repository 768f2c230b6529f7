import type { StepNode } from '../workflow/graph/step-graph';

/** What a state's comment says about the step that it belongs to. */
export interface StepOfState {
  readonly step: string;
  /** What a further state of the step is for, such as `re-read`; undefined for the step's own state. */
  readonly extra?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The comment of a step's state, by which tools and people get from a machine to the workflow file:
 * `step availability, workflows/rotate-leads/workflow.json:15:5`, and for a further state of the step
 * `step availability (re-read), …`.
 */
export function stepComment({ id, location }: Pick<StepNode, 'id' | 'location'>, extra?: string): string {
  const what = extra === undefined ? '' : ` (${extra})`;
  return `step ${id}${what}, ${location.file}:${location.line}:${location.column}`;
}

const stepCommentPattern =
  /^step (?<step>[A-Za-z][A-Za-z0-9_]*)(?: \((?<extra>[^)]*)\))?, (?<file>.+):(?<line>\d+):(?<column>\d+)$/s;

/** Reads a comment of `stepComment`; undefined for a state that belongs to no step, such as *Finish*. */
export function parseStepComment(comment: unknown): StepOfState | undefined {
  if (typeof comment !== 'string') return undefined;
  const { step, extra, file, line, column } = stepCommentPattern.exec(comment)?.groups ?? {};
  if (step === undefined || file === undefined) return undefined;
  return {
    step,
    ...(extra === undefined ? {} : { extra }),
    file,
    line: Number(line),
    column: Number(column),
  };
}
