import { stepTypes } from '../../../lib/workflow/steps';
import { stepAlone } from '../../../lib/workflow/steps/step-schema';
import type { Step, StepType } from '../../../lib/workflow/steps/step-type';

/** The example of a step type, in a workflow that is right. */
export interface StepExample {
  readonly type: StepType;
  /** The example, parsed. */
  readonly step: Step;
  /** As its author wrote it. */
  readonly written: object;
  /** The types whose examples it names, to stand in front of it. */
  readonly before: readonly StepType[];
  /** What it and they name of the workflow's secrets. */
  readonly secrets: readonly string[];
}

/** The examples of all step types: a new type is among them by itself. */
export const stepExamples: readonly StepExample[] = stepTypes.map((type) => {
  const written = type.example;
  const step = stepAlone.parse(written);
  const others = stepTypes.filter(
    (other) => other !== type && names(written, stepAlone.parse(other.example).id),
  );
  return {
    type,
    step,
    written,
    before: others,
    secrets: [type, ...others].flatMap((each) =>
      each.secrets(stepAlone.parse(each.example)).map(({ name }) => name),
    ),
  };
});

/** The example of a type, or an error that says what is missing. */
export function exampleOf(type: string): StepExample {
  const example = stepExamples.find((each) => each.type.type === type);
  if (example === undefined) throw new Error(`There is no step type ${type}.`);
  return example;
}

/** Whether the step becomes states: jumps and ends are edges. */
export function isNode({ type, step }: StepExample): boolean {
  return type.flow(step).kind === 'next' || type.flow(step).kind === 'choose';
}

/** The example alone, without the steps inside of it; a jump goes to the given step. */
export function plainStep({ type, step, written }: StepExample, jumpTo: string): object {
  const flow = type.flow(step);
  const plain = type.lists.reduce<unknown>((value, pattern) => put(value, pattern.split('.'), []), written);
  const aimed = flow.kind === 'jump' ? put(plain, flow.at.map(String), jumpTo) : plain;
  return { ...written, ...(typeof aimed === 'object' ? aimed : {}) };
}

/** Whether an example names a step, by `$steps.<id>` or as the target of a jump. */
function names(example: object, id: string): boolean {
  return JSON.stringify(example).includes(`$steps.${id}.`) || Object.values(example).slice(1).includes(id);
}

/** A value with another one put where a path leads, at every index where it has `*`; as it is where there is nothing. */
function put(value: unknown, [part, ...rest]: readonly string[], replacement: unknown): unknown {
  if (part === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      part === '*' || part === String(index) ? put(item, rest, replacement) : item,
    );
  }
  if (typeof value !== 'object' || value === null || !(part in value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === part ? put(inner, rest, replacement) : inner]),
  );
}
