import { z } from 'zod';
import { listNames, nearest } from '../did-you-mean';
import { issueRemedy } from '../issue-remedy';
import { stepTypes } from './index';
import type { Step, StepList, StepType } from './step-type';

/** The step type with a name, or the one that was meant by it: by a slip, or by people who come from elsewhere. */
export function stepTypeMeant(name: unknown): StepType | undefined {
  if (typeof name !== 'string') return undefined;
  return typesByName.get(name) ?? typesByAnyName.get(nearest(name, typesByAnyName.keys()) ?? '');
}

const typesByAnyName: ReadonlyMap<string, StepType> = new Map(
  stepTypes.flatMap((type) => [...type.aliases, type.type].map((name) => [name, type])),
);

const typesByName: ReadonlyMap<string, StepType> = new Map(stepTypes.map((type) => [type.type, type]));

/** The type of a parsed step. */
export function stepTypeOf(step: Step): StepType {
  const type = typesByName.get(step.type);
  if (type === undefined)
    throw new Error(`The step type ${step.type} is missing in lib/workflow/steps/index.ts.`);
  return type;
}

/**
 * The schema of one step, given that of nested lists. It looks at `type`, and then at one form only: a plain union
 * would try all forms on every level of nesting, which takes exponential time.
 */
function stepSchema(steps: StepList): z.ZodType<Step, unknown> {
  const formsByName = new Map(stepTypes.map((type) => [type, type.forms(steps)] as const));
  return z.record(z.string(), z.unknown()).transform((raw, context): Step => {
    const type = stepTypeMeant(raw.type);
    const form = type && formsByName.get(type)?.[type.form?.(raw) ?? 0];
    if (type === undefined || raw.type !== type.type) {
      const values = stepTypes.map(({ type }) => type);
      const input = raw.type;
      context.issues.push({
        code: 'invalid_value',
        path: ['type'],
        values,
        input,
        message: typeRemedy(input, values),
      });
    }
    if (form === undefined) return z.NEVER;
    const result = form.safeParse({ ...raw, type: type?.type }, { error: issueRemedy });
    if (result.success) return result.data;
    context.issues.push({ code: 'invalid_union', errors: [result.error.issues], input: raw });
    return z.NEVER;
  });
}

/** Proposes the step type that was meant, by its name or by what people who come from elsewhere call it. */
function typeRemedy(written: unknown, types: readonly string[]): string {
  if (typeof written !== 'string') return `The step types are ${listNames(types)}.`;
  const meant = stepTypeMeant(written);
  return meant ? `Did you mean \`${meant.type}\`?` : `The step types are ${listNames(types)}.`;
}

/** The schema of a list of steps, nested ones included. */
export const stepList: StepList = z.array(z.lazy(() => anyStep));
/** The schema of one step, nested ones included. */
export const anyStep = stepSchema(stepList);

/** The schema of one step by itself: nested lists only have to be lists. */
export const stepAlone = stepSchema(z.custom<Step[]>(Array.isArray, 'Expected a list of steps.'));
