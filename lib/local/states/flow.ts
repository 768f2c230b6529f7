import type { Json, JsonObject } from './json';
import { payloadText } from './limits';
import { nextTurn } from './pace';
import { Variables } from './variables';
import { type ExecutionFrame, type MapItem, type PreparedFlow, Visit } from './visit';

/** Where a flow begins. */
export interface FlowStart {
  input: Json;
  lastEventId: number;
  /** What the enclosing scope had assigned. */
  variables: JsonObject;
  /** The enclosing Map iterations, the outermost first. */
  path?: [string, number][] | undefined;
  mapItem?: MapItem | undefined;
}

/**
 * One passage through a workflow: of the whole machine, of a branch, of an iteration. It keeps where it stands, so
 * that after a failure it can go on from there.
 */
export class Flow {
  lastEventId: number;
  readonly variables: Variables;
  readonly mapItem: MapItem | undefined;
  /** The branches or iterations of the state it stands in, kept while that state is not left. */
  children: Flow[] | undefined;
  /** Set once the flow has ended well. */
  output: { value: Json } | undefined;
  /** The enclosing Map iterations, the outermost first. */
  readonly path: [string, number][];
  private isResuming = false;
  private stateName: string;
  private input: Json;
  private text: string;

  constructor(
    private readonly execution: ExecutionFrame,
    private readonly prepared: PreparedFlow,
    from: FlowStart,
  ) {
    this.stateName = prepared.startAt;
    this.input = from.input;
    this.text = JSON.stringify(from.input);
    this.lastEventId = from.lastEventId;
    this.variables = new Variables(from.variables);
    this.path = from.path ?? [];
    this.mapItem = from.mapItem;
  }

  /** The children that a failure left behind, once: only after a redrive, never for a retry. */
  resumed(): Flow[] | undefined {
    const { children, isResuming } = this;
    this.isResuming = false;
    return isResuming ? children : undefined;
  }

  /** Lets the flow, and those within it, go on after a failure. */
  resume(lastEventId: number): void {
    if (this.output) return;
    this.lastEventId = lastEventId;
    this.isResuming = true;
    // Skips those that were never started.
    this.children?.forEach((child) => {
      child.resume(lastEventId);
    });
  }

  /**
   * Goes on from where the flow stands to its end.
   *
   * @throws StateError with which a state failed that did not catch it, or the signal's reason
   */
  async run(signal: AbortSignal): Promise<Json> {
    if (this.output) return this.output.value;
    const { execution } = this;
    for (;;) {
      if (execution.pace.isDue()) await execution.clock.during(nextTurn());
      signal.throwIfAborted();
      const state = this.prepared.states.get(this.stateName);
      if (!state) throw new Error(`No state '${this.stateName}' in a checked definition`);
      const now = execution.clock.now();
      this.lastEventId = execution.history.record(
        `${state.type}StateEntered`,
        this.lastEventId,
        'stateEntered',
        {
          name: state.name,
          input: this.text,
          inputDetails: { truncated: false },
        },
      );
      const visit = new Visit(execution, this, state, this.input, now, this.lastEventId, signal);
      const { output, assigned, next } = await state.run(visit).catch((thrown: unknown) => {
        this.isResuming = false;
        if (signal.aborted && state.aborts) visit.record(`${state.type}StateAborted`);
        throw thrown;
      });
      const text = output === this.input ? this.text : payloadText(output, state.name, true);
      const details: Record<string, unknown> = {
        name: state.name,
        output: text,
        outputDetails: { truncated: false },
      };
      if (assigned) {
        this.variables.assign(assigned, visit);
        details.assignedVariables = Object.fromEntries(
          Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]),
        );
        details.assignedVariablesDetails = { truncated: false };
      }
      visit.record(`${state.type}StateExited`, 'stateExited', details);
      this.children = undefined;
      this.input = output;
      this.text = text;
      if (next === undefined) {
        this.output = { value: output };
        return output;
      }
      this.stateName = next;
    }
  }
}
