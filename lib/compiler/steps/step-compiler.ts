import type { Edge, StepGraph, StepNode } from '../../workflow/graph/step-graph';
import type { JsonValue } from '../../workflow/values';
import type { Step } from '../../workflow/workflow';
import type { CompiledAction } from '../compiled-workflow';
import type { JsonataText } from '../expressions/jsonata-text';
import type { State, States } from '../state';
import type { Machine } from '../states/machine';

/** What a step becomes. */
export interface CompiledStep {
  /** The step's own state; its name is the node's. */
  readonly state: State;
  /** Further states, which comment themselves as the step's. */
  readonly extraStates?: States;
  /** The action, of a step that has one. */
  readonly action?: CompiledAction;
}

/** How a step type becomes states. */
export interface StepCompiler<S extends Step = Step> {
  /** The value of `type`. */
  readonly type: S['type'];
  compile(step: S, context: StepContext): CompiledStep;
}

/** Variables to assign, by name without `$`. */
export type Assignments = Readonly<Record<string, State[string]>>;

/** Where the machine goes next: `Next`, and `Assign` where there is anything to assign. */
export interface Way {
  readonly Next: string;
  readonly Assign?: State[string];
  readonly [field: string]: State[string];
}

/** What a step's compiler is given. */
export interface StepContext {
  readonly machine: Machine;
  readonly node: StepNode;
  /** The graph that the step is a node of. */
  readonly graph: StepGraph;
  /** The comment of the step's own state, or of a further one, named by what it is for. */
  comment(extra?: string): string;
  /** The name of a further state of the step, such as `Ask the calendar (Retry-After)`. Each call gives another. */
  extraName(what: string): string;
  /** An author's expression, in parentheses. */
  expression(text: string): JsonataText;
  /** An author's JSON, with expressions anywhere in it, as one expression. */
  value(value: JsonValue): JsonataText;
  /** Where the step goes on when it is done, with what it assigns. */
  next(assign?: Assignments): Way;
  /** Where an edge of the step leads. */
  follow(edge: Edge, assign?: Assignments): Way;
  /**
   * The `Catch` of the step's `onError`, to stand behind what the step itself catches; none where errors fail the run.
   *
   * @param assign what to assign beside `$error`
   */
  onError(assign?: Assignments): readonly State[];
  /** The name of a state that reads the record again and then enters the step; made when it is first asked for. */
  reRead(): string;
  /** What tells one visit of the step from another, the same on its retries and redrives: an expression. */
  readonly idempotencyKey: JsonataText;
  /** The same as a text of 32 characters, for a `ClientRequestToken`, which has 36 at most. */
  readonly requestToken: JsonataText;
}

/** `Catch`, where there is anything to catch. */
export function catchField(catchers: readonly State[]): State {
  return catchers.length === 0 ? {} : { Catch: catchers };
}
