import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { type JsonDocument, type JsonPath, jsonValueOf } from './source/json-document';
import { pathsAt } from './source/path-pattern';
import { readStep } from './steps/read-step';
import type { StepPath } from './steps/step-check';
import { stepTypeMeant } from './steps/step-schema';
import type { Step, StepType } from './steps/step-type';

/** A list of steps inside a step. */
export interface OutlinedList {
  /** Where it stands inside the step. */
  readonly at: StepPath;
  readonly steps: readonly OutlinedStep[];
}

/**
 * A step as far as it can be read. What is broken in one step hides nothing of the others: checks that look at several
 * steps go by the outline, and the step graph is built from it.
 */
export interface OutlinedStep {
  readonly node: Node;
  /** Its place in the file. */
  readonly path: JsonPath;
  /** The id, if it is a text. */
  readonly id: string | undefined;
  /** The type, if it is known. */
  readonly type: StepType | undefined;
  /** The step by itself, as far as its own keys can be read. What its lists hold is not read: `lists` has it. */
  readonly step: Step | undefined;
  /** The places in it that are wrong, so that `step` has something else there, or nothing. */
  readonly mended: readonly StepPath[];
  /** The lists of steps inside it, but for `onError`. */
  readonly lists: readonly OutlinedList[];
  readonly onError: 'fail' | 'continue' | readonly OutlinedStep[];
  /** Ids of the steps in whose `onError` path this one stands, innermost last. */
  readonly errorPathOf: readonly string[];
}

/** Reads the steps of a workflow file, from top to bottom. */
export function outlineSteps(document: JsonDocument): readonly OutlinedStep[] {
  return outlineList(document, ['steps'], []);
}

/** The steps of some lists and of all lists inside them, in the order of the file. */
export function allSteps(steps: readonly OutlinedStep[]): readonly OutlinedStep[] {
  return steps
    .flatMap((step) => [
      step,
      ...step.lists.flatMap((list) => allSteps(list.steps)),
      ...(typeof step.onError === 'string' ? [] : allSteps(step.onError)),
    ])
    .toSorted((a, b) => a.node.offset - b.node.offset);
}

function outlineList(document: JsonDocument, path: JsonPath, errorPathOf: readonly string[]) {
  const list = document.nodeAt(path);
  if (list?.type !== 'array') return [];
  return (list.children ?? []).flatMap((node, index) =>
    node.type === 'object' ? [outlineStep(document, node, [...path, index], errorPathOf)] : [],
  );
}

function outlineStep(
  document: JsonDocument,
  node: Node,
  path: JsonPath,
  errorPathOf: readonly string[],
): OutlinedStep {
  const id = textAt(node, 'id');
  const type = stepTypeMeant(textAt(node, 'type'));
  const { step, mended } = readStep(jsonValueOf(node));
  const errorPath = [...path, 'onError'];
  return {
    node,
    path,
    id,
    type,
    step,
    mended,
    lists: (type?.lists ?? [])
      .flatMap((pattern) => pathsAt(node, pattern))
      .map((at) => ({ at, steps: outlineList(document, [...path, ...at], errorPathOf) })),
    onError:
      document.nodeAt(errorPath)?.type === 'array'
        ? outlineList(document, errorPath, [...errorPathOf, id ?? ''])
        : textAt(node, 'onError') === 'continue'
          ? 'continue'
          : 'fail',
    errorPathOf,
  };
}

function textAt(node: Node, key: string): string | undefined {
  const value: unknown = findNodeAtLocation(node, [key])?.value;
  return typeof value === 'string' ? value : undefined;
}
