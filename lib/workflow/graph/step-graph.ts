import type { PropertyDefinition } from '../../records/records-schema';
import type { SourceLocation } from '../problem';
import type { JsonPath } from '../source/json-document';
import type { RecordEffect } from '../steps/step-type';
import type { Step, Workflow } from '../workflow';

/** Where an edge leads: a step's id, or `finish`, the end of the run. `goto` and `end` steps are no nodes: edges
 * lead past them to what is really entered next. */
export type Target = { readonly step: string } | 'finish';

/** A way from one step to the next thing that runs. */
export interface Edge {
  /**
   * `next`: the step is done; `when`: an arm of a branch, by its index; `else`: no arm matched; `error`: the step
   * failed and `onError` names a path or `continue`.
   */
  readonly kind: 'next' | 'when' | 'else' | 'error';
  /** The arm's index for `when`. */
  readonly arm?: number;
  /** What a person calls the edge in a diagram. */
  readonly label?: string;
  readonly to: Target;
  /** True where the edge passes a `goto`: it counts a jump, and the target's record may be stale. */
  readonly jump: boolean;
  /** Whether the record, as the machine holds it, may be out of date when the edge is taken (docs/transitions.md). */
  readonly stale: boolean;
}

/** One step as a node of the graph. */
export interface StepNode {
  readonly id: string;
  readonly step: Step;
  readonly location: SourceLocation;
  /** Its path in the workflow file, for `StepGraph.locate`. */
  readonly path: JsonPath;
  /** What the console shows: the title, or the id; unique in the machine, 80 characters at most. */
  readonly stateName: string;
  readonly edges: readonly Edge[];
  /** The steps in whose `onError` path this one stands, innermost last: `$error` is the last one's. */
  readonly errorPathOf: readonly string[];
  /** Whether the step reads the record: by an expression, or by what it is compiled to. */
  readonly readsRecord: boolean;
  /** What the step does to the record as the machine holds it. */
  readonly recordEffect: RecordEffect;
}

/**
 * The one intermediate model: compiler, CLI reports, diagrams and the HubSpot importer all go through it. Built only
 * from a workflow that has no errors.
 */
export interface StepGraph {
  readonly workflow: Workflow;
  /** The workflow file, relative to the project's folder. */
  readonly file: string;
  readonly start: Target;
  /** In the order of the file. */
  readonly nodes: ReadonlyMap<string, StepNode>;
  /** The place in the workflow file of what stands at a path from its root; of one character where that is a text. */
  readonly locate: (path: JsonPath, character?: number) => SourceLocation;
  /** The properties of the workflow's object type, by name; absent where no records.schema.json says them. */
  readonly properties?: ReadonlyMap<string, PropertyDefinition>;
}
