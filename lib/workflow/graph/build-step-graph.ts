import type { PropertyDefinition } from '../../records/records-schema';
import { parseExpression } from '../expression/parse-expression';
import type { OutlinedStep } from '../outline';
import { type JsonDocument, jsonValueOf } from '../source/json-document';
import { stepExpressions } from '../step-texts';
import { anyStep } from '../steps/step-schema';
import type { Workflow } from '../workflow';
import { type ControlFlow, type Destination, flowOf, type Way } from './control-flow';
import { type RecordEdge, type RecordUse, staleRecords } from './stale-records';
import { stateNames } from './state-names';
import type { Edge, StepGraph, StepNode, Target } from './step-graph';

/**
 * Builds the step graph of a workflow in which the checks found no error: `goto` and `end` steps become edges, and
 * every edge says whether the record may be out of date on it.
 *
 * @throws Error when the checks let something pass that they must not.
 */
export function buildStepGraph(
  workflow: Workflow,
  document: JsonDocument,
  flow: ControlFlow,
  properties: ReadonlyMap<string, PropertyDefinition> | undefined,
): StepGraph {
  const steps = flow.steps.filter(isNode);
  const names = stateNames(steps);
  const drafts = steps.map((step) => draftOf(step, flow));
  const isStale = staleRecords(drafts);

  const nodes = drafts.map((draft): [string, StepNode] => {
    return [
      draft.id,
      {
        id: draft.id,
        step: anyStep.parse(jsonValueOf(draft.outlined.node)),
        location: document.source.locationAt(draft.outlined.node.offset),
        path: draft.outlined.path,
        stateName: names.get(draft.outlined) ?? draft.id,
        edges: draft.edges.map((edge) => ({ ...edge.edge, stale: isStale(draft, edge) })),
        errorPathOf: draft.outlined.errorPathOf,
        readsRecord: draft.readsRecord,
        recordEffect: draft.effect,
      },
    ];
  });
  return {
    workflow,
    file: document.source.file,
    start: targetOf(flow.resolve(flow.start).to),
    nodes: new Map(nodes),
    locate: (path, character) => document.locationOf(path, character),
    ...(properties === undefined ? {} : { properties }),
  };
}

/** A node before it is known where the record is stale. */
interface Draft extends RecordUse {
  readonly outlined: OutlinedStep;
  readonly edges: readonly (RecordEdge & { readonly edge: Omit<Edge, 'stale'> })[];
}

function draftOf(outlined: OutlinedStep, flow: ControlFlow): Draft {
  const { id, step, type } = outlined;
  if (id === undefined || step === undefined || type === undefined)
    throw new Error('A broken step passed the checks.');
  return {
    id,
    outlined,
    readsRecord: type.readsRecord?.(step) === true || hasRecordExpression(outlined),
    effect: type.recordEffect(step),
    edges: flow.ways(outlined).map((way) => edgeOf(way, flow)),
  };
}

function hasRecordExpression(step: OutlinedStep): boolean {
  return stepExpressions(step).some((text) =>
    parseExpression(text).references.some(({ kind }) => kind === 'record'),
  );
}

function edgeOf({ kind, arm, label, to: destination }: Way, flow: ControlFlow): Draft['edges'][number] {
  const { to, jumped: jump } = flow.resolve(destination);
  const target = targetOf(to);
  const edge = {
    kind,
    ...(arm === undefined ? {} : { arm }),
    ...(label === undefined ? {} : { label }),
    to: target,
    jump,
  };
  return { kind, to: target === 'finish' ? target : target.step, jump, edge };
}

function targetOf(destination: Destination | 'loop'): Target {
  if (destination === 'finish') return 'finish';
  if (destination === 'loop' || destination.id === undefined)
    throw new Error('A broken jump passed the checks.');
  return { step: destination.id };
}

/** Whether a step is a node of the graph: jumps and ends are not, edges lead past them. */
function isNode(step: OutlinedStep): boolean {
  const kind = flowOf(step)?.kind;
  return kind !== 'jump' && kind !== 'finish';
}
