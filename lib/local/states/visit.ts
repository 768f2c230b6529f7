import type { Clock } from './clock';
import type { Flow } from './flow';
import type { EventDetails, History } from './history';
import type { Integrations } from './integration';
import type { Json, JsonObject } from './json';
import type { Random } from './jsonata/random';
import type { Pace } from './pace';
import { QueryEvaluationError, StateError, type StateErrorOptions } from './state-error';
import type { TaskTokens } from './task-tokens';

/** What all the states of one execution share. */
export interface ExecutionFrame {
  readonly clock: Clock;
  readonly integrations: Integrations;
  readonly taskTokens: TaskTokens;
  readonly history: History;
  readonly pace: Pace;
  readonly random: Random;
  readonly executionArn: string;
  /** The parts of the context object that are the same in every state: `Execution` and `StateMachine`. */
  readonly context: JsonObject;
  readonly contextObject: ((context: JsonObject) => JsonObject) | undefined;
}

/** A `Map` iteration as the context object shows it. */
export interface MapItem {
  index: number;
  value: Json;
  /** Of an object that is mapped over. */
  key?: string;
}

/**
 * One state, entered once: its input and what it knows of its surroundings. Retries are within one visit.
 */
export class Visit {
  retryCount = 0;
  taskToken: string | undefined;
  /** Set while a Map prepares or runs an iteration. */
  mapItem: MapItem | undefined;
  private made: JsonObject | undefined;
  private madeFor = '';

  constructor(
    readonly execution: ExecutionFrame,
    readonly flow: Flow,
    private readonly state: PreparedState,
    readonly input: Json,
    readonly enteredTime: number,
    readonly enteredEventId: number,
    readonly signal: AbortSignal,
  ) {}

  get stateName(): string {
    return this.state.name;
  }

  /** The variables in scope; a state does not see what it assigns itself. */
  get variables(): JsonObject {
    return this.flow.variables.values;
  }

  /** The context object: "Accessing execution data from the Context object in Step Functions". */
  get context(): JsonObject {
    const key = `${this.retryCount} ${this.taskToken} ${this.mapItem?.index}`;
    if (this.made && this.madeFor === key) return this.made;
    const state: JsonObject = { Name: this.stateName, EnteredTime: new Date(this.enteredTime).toISOString() };
    if (this.state.retries) state.RetryCount = this.retryCount;
    const context: JsonObject = { ...this.execution.context, State: state };
    const item = this.mapItem ?? this.flow.mapItem;
    if (item) {
      const shown: JsonObject = { Index: item.index, Value: item.value };
      if (item.key !== undefined) shown.Key = item.key;
      context.Map = { Item: shown };
    }
    if (this.taskToken !== undefined) context.Task = { Token: this.taskToken };
    this.made = this.execution.contextObject?.(context) ?? context;
    this.madeFor = key;
    return this.made;
  }

  /** Adds an event that follows the last one of this branch. */
  record(type: string, detailsKey?: string, details?: EventDetails): number {
    const id = this.execution.history.record(type, this.flow.lastEventId, detailsKey, details);
    this.flow.lastEventId = id;
    return id;
  }

  /** A failure of this state in AWS's wording. */
  failure(error: string, text: string, options?: StateErrorOptions): StateError {
    return new StateError(error, this.explain(text), options);
  }

  /** A failed evaluation, which the history tells too. Gives the error to throw. */
  evaluationFailure(text: string, location?: string): QueryEvaluationError {
    const error = new QueryEvaluationError(this.explain(text), location);
    const details: EventDetails = { state: this.stateName, error: error.error, cause: error.causeText };
    if (location !== undefined) details.location = location;
    this.record('EvaluationFailed', 'evaluationFailed', details);
    return error;
  }

  private explain(text: string): string {
    return `An error occurred while executing the state '${this.stateName}' (entered at the event id #${this.enteredEventId}). ${text}`;
  }
}

/** What a state ended with. */
export interface Transition {
  output: Json;
  /** The variables it assigned. */
  assigned?: JsonObject | undefined;
  /** The next state; undefined at the end of the flow. */
  next: string | undefined;
}

/** A state, ready to run. */
export interface PreparedState {
  readonly name: string;
  readonly type: StateType;
  /** Whether it takes `Retry`, and the context object shows how often it was used. */
  readonly retries: boolean;
  /** Whether the history tells that it was aborted: states that can be under way for long. */
  readonly aborts: boolean;
  /** @throws StateError */
  run(visit: Visit): Promise<Transition>;
}

/** The types of state there are. */
export type StateType = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

/** A workflow, ready to run: the whole machine, a branch of a Parallel, or what a Map does with an item. */
export interface PreparedFlow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, PreparedState>;
}
