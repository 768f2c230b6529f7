import type { Edge, StepGraph, StepNode, Target } from '../workflow/graph/step-graph';
import type { CompiledAction } from './compiled-workflow';
import { authorExpression } from './expressions/author-expression';
import { authorValue } from './expressions/author-value';
import { caughtError } from './expressions/caught-error';
import { constant, expressionField, type JsonataText } from './expressions/jsonata-text';
import type { State } from './state';
import { stepComment } from './state-comment';
import type { StateNames } from './state-names';
import { executionContext, machineVariables } from './states/execution-context';
import type { Machine } from './states/machine';
import { reReadState } from './states/re-read';
import { stepExtras } from './step-extras';
import { stepVariables } from './step-variables';
import { compileStep } from './steps';
import type { Assignments, CompiledStep, StepContext, Way } from './steps/step-compiler';
import { transitionsOf } from './transitions-of';

/** What one step of a workflow becomes. */
export interface StatesOfStep {
  /** The name of the step's own state. */
  readonly stateName: string;
  /** All of the step's states, in the order in which people read them. */
  readonly states: readonly (readonly [name: string, state: State])[];
  readonly action?: CompiledAction;
}

/** Every step of a graph as states, in the order of the file, each behind the state that reads the record for it. */
export class StepStates {
  /** The names of the states that read the record again, by the step in front of which they stand. */
  private readonly reReads = new Map<string, string>();

  constructor(
    private readonly graph: StepGraph,
    private readonly machine: Machine,
    private readonly stateNames: StateNames,
  ) {}

  /** The name of the state that a target is entered by. */
  enter(target: Target, stale = false): string {
    if (target === 'finish') return this.machine.names.finish;
    const node = this.node(target.step);
    return stale && node.readsRecord ? this.reReadName(node) : node.stateName;
  }

  compile(): readonly StatesOfStep[] {
    const compiled = [...this.graph.nodes.values()].map((node) => {
      const context = this.contextOf(node);
      const step = compileStep(node.step, context);
      this.requireReRead(node, step);
      return { node, context, ...step };
    });
    const contexts = new Map(compiled.map(({ node, context }) => [node.id, context]));
    const reReads = this.reReadStates(contexts);
    return compiled.map(({ node, state, extraStates = {}, action }) => {
      const reRead = reReads.get(node.id);
      return {
        stateName: node.stateName,
        states: [
          ...(reRead === undefined ? [] : [reRead]),
          [node.stateName, state],
          ...Object.entries(extraStates),
        ],
        ...(action === undefined ? {} : { action }),
      };
    });
  }

  private node(id: string): StepNode {
    const node = this.graph.nodes.get(id);
    if (node === undefined) throw new Error(`The graph leads to the step ${id}, which it has not.`);
    return node;
  }

  private contextOf(node: StepNode): StepContext {
    const scope = { failedStep: node.errorPathOf.at(-1) };
    const key = idempotencyKey(this.machine.workflow.name, node.id);
    const edgeOf = (kind: Edge['kind']) => node.edges.find((edge) => edge.kind === kind);
    const follow = (edge: Edge, assign: Assignments = {}) => {
      requireRecord(node, edge, assign);
      return this.follow(edge, assign);
    };
    return {
      machine: this.machine,
      node,
      graph: this.graph,
      comment: (extra) => stepComment(node, extra),
      extraName: (what) => this.stateNames.ofStep(node.stateName, what),
      expression: (text) => authorExpression(text, scope),
      value: (value) => authorValue(value, scope),
      follow,
      next: (assign) => {
        const edge = edgeOf('next');
        if (edge === undefined) throw new Error(`The graph has no way on from the step ${node.id}.`);
        return follow(edge, assign);
      },
      onError: (assign = {}) => {
        const edge = edgeOf('error');
        return edge === undefined ? [] : [this.catcher(node, edge, assign)];
      },
      reRead: () => this.reReadName(node),
      idempotencyKey: key,
      requestToken: `$hash(${key}, "MD5")`,
    };
  }

  /** @throws Error where a step that writes the record has no answer for one that is gone */
  private requireReRead(
    { id, step, recordEffect }: StepNode,
    { state, extraStates = {} }: CompiledStep,
  ): void {
    if (recordEffect !== 'fresh') return;
    const reRead = this.reReads.get(id);
    const ways = [state, ...Object.values(extraStates)].flatMap(transitionsOf);
    if (reRead !== undefined && ways.some(({ to, isCatch }) => isCatch && to === reRead)) return;
    throw new Error(
      `The compiler of the step type ${step.type} has no Catch that leads to context.reRead(). Its record effect is ` +
        "'fresh': where its write finds the record gone, the machine has to read it again, which says so. " +
        'recordUpdateState() makes such a state.',
    );
  }

  private follow(edge: Edge, assign: Assignments): Way {
    const all = edge.jump ? { ...assign, jumps: expressionField(`${machineVariables.jumps} + 1`) } : assign;
    return {
      ...(Object.keys(all).length === 0 ? {} : { Assign: all }),
      Next: this.enter(edge.to, edge.stale),
    };
  }

  /** `continue` has no `$error`, but the variable costs nothing there, and says in the console what happened. */
  private catcher(node: StepNode, edge: Edge, assign: Assignments): State {
    return {
      ErrorEquals: ['States.ALL'],
      Output: {},
      ...this.follow(edge, { [stepVariables.error(node.id)]: expressionField(caughtError), ...assign }),
    };
  }

  private reReadName(node: StepNode): string {
    const known = this.reReads.get(node.id);
    if (known !== undefined) return known;
    const name = this.stateNames.ofStep(node.stateName, stepExtras.reRead);
    this.reReads.set(node.id, name);
    return name;
  }

  /** By step. A state that reads again may lead, when it fails, to another, which is only then asked for. */
  private reReadStates(contexts: ReadonlyMap<string, StepContext>): Map<string, readonly [string, State]> {
    const states = new Map<string, readonly [string, State]>();
    for (const [id, name] of this.reReads) {
      const context = contexts.get(id);
      if (context === undefined) continue;
      const { node } = context;
      states.set(id, [
        name,
        reReadState(this.machine, context.comment(stepExtras.reRead), node.stateName, context.onError()),
      ]);
    }
    return states;
  }
}

/**
 * Behind a step that brings the new record, nobody reads it again.
 *
 * @throws Error where its compiler does not assign it
 */
function requireRecord({ step, recordEffect }: StepNode, edge: Edge, assign: Assignments): void {
  if (recordEffect !== 'fresh' || edge.kind === 'error' || 'record' in assign) return;
  throw new Error(
    `The compiler of the step type ${step.type} leads on without assigning \`record\`. Its record effect is 'fresh': ` +
      "assign the properties that its write brings, as recordUpdateState() does, or call the effect 'stale'.",
  );
}

/**
 * Which visit of which step of which execution: the same on every attempt and redrive, another behind each goto. None
 * of the parts can hold a colon.
 */
function idempotencyKey(workflow: string, step: string): JsonataText {
  return `${constant(`${workflow}:`)} & ${executionContext.name} & ${constant(`:${step}:`)} & ${machineVariables.jumps}`;
}
