import { z } from 'zod';
import type { LibrarySetName } from '../../libraries/library-set';
import type { DeclaredValue } from '../expression/possible-values';
import { stepId } from '../names';
import type { StepCheck, StepPath } from './step-check';

/**
 * Every step type adds its steps here, in its own file, by declaration merging: so that a list of nested steps can
 * hold any type without a circle of imports.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the step types' own files fill it.
export interface StepTypes {}

/** One step of a workflow, as parsed: defaults are filled in. */
export type Step = StepTypes[keyof StepTypes];

/** The schema of a list of steps inside a step, which the index of the step types ties together. */
export type StepList = z.ZodType<Step[], unknown>;

/** One of the ways on from a step that chooses. */
export interface Arm {
  /** `when`: under a condition; `else`: no other arm was taken. */
  readonly kind: 'when' | 'else';
  /** What a person calls it in a diagram. */
  readonly label?: string;
  /** Where the arm's list of steps stands. The run goes on behind the step when it is empty or at its end. */
  readonly list: StepPath;
}

/** How a run goes on from a step that did not fail. */
export type Flow =
  | { readonly kind: 'next' }
  | { readonly kind: 'choose'; readonly arms: readonly Arm[] }
  /** To the step with this id, which is written at this place. */
  | { readonly kind: 'jump'; readonly to: string; readonly at: StepPath }
  /** To the end of the run. */
  | { readonly kind: 'finish' };

/**
 * What a step does to the record as the machine holds it, in the variable `record`: it is read again only where it may be
 * stale (docs/transitions.md).
 */
export type RecordEffect =
  /** Nothing that the machine would not know of. */
  | 'none'
  /** Behind the step, it may be out of date: a step that reads it reads it again first. */
  | 'stale'
  /**
   * The step brings the new record: what it is compiled to assigns `record` on every way on, and has a `Catch` that leads
   * to `context.reRead()`, for a record that is gone. `recordUpdateState` in lib/compiler/steps makes such a state; a
   * compiler that forgets one of the two is refused by `compileWorkflow`.
   */
  | 'fresh';

/** An output that every step of a type has, without declaring it. */
export interface ImplicitOutput {
  readonly name: string;
  /** One sentence, for the reference. */
  readonly summary: string;
}

/** A place where a step names a secret of the workflow. */
export interface SecretUse {
  readonly name: string;
  readonly at: StepPath;
}

/** The file that a step runs. */
export interface ActionUse {
  /** As the author wrote it, relative to the workflow file. */
  readonly action: string;
  readonly secrets: readonly string[];
  /** The set of libraries that it may require. */
  readonly libraries?: LibrarySetName | undefined;
}

/**
 * Everything that the language knows of one step type: the checks, the step graph, the JSON Schema and the reference
 * come from it, and nothing outside the type's own file asks what type a step is.
 *
 * What a step does to the world must be safe to repeat. Step Functions makes a request again when its answer got lost
 * (`serviceRetry`), and a redrive does it after days. Of these ways, take the first that fits; a test runs the example of
 * every type while answers get lost (test/lib/compiler/lost-answers.test.ts):
 *
 * 1. Write what comes to the same when it is written twice: values, as `recordUpdateState` does, and nothing that is
 *    computed from what the item has (`#n = #n + :one`, `list_append`).
 * 2. Give the receiver `context.idempotencyKey`, which tells visits apart and is the same on every try, and let him
 *    pass over what he has had: as actions and events do.
 * 3. Make it a `transactWriteItems` with `context.requestToken` as its `ClientRequestToken`, by which DynamoDB passes
 *    over what it did in the last ten minutes: longer than all retries take, though not a redrive. The request must be
 *    the same on every try: no `$now()`, but `executionContext.enteredAt`. It brings no new record: the effect is `stale`.
 * 4. Make it on a condition that what it writes itself does not meet, and catch the refusal: as a pause does. This holds
 *    for ever.
 */
export interface StepType<S extends Step = Step> {
  /** The value of `type`. */
  readonly type: S['type'];
  /** What people who come from elsewhere call it, in small letters: a remedy for an unknown type. */
  readonly aliases: readonly string[];
  /** What the step does, as one sentence. */
  readonly summary: string;
  /**
   * A step as an author would write it: for the reference, and for the tests that hold for every type. All examples are of
   * one workflow, so that one may name the step of another by its id: the first `code` step, `availability`, has an
   * output `owner_id`.
   */
  readonly example: object;
  /** The keys, in the forms that the step has. Most types have one. */
  forms(steps: StepList): readonly z.ZodType<S>[];
  /** Which of the forms the author meant, with what he wrote; 0 where it is left out. */
  form?(raw: object): number;
  /** Where lists of nested steps stand, but for `onError`; `*` is any index. */
  readonly lists: readonly string[];
  /** Where expressions may stand: `*` is any key or index, `**` anything below. */
  readonly expressions: readonly string[];
  /** False where a step cannot fail, and has no `onError`. */
  readonly canFail: boolean;
  flow(step: S): Flow;
  /** Whether the run can stand still in the step, so that a loop with it in it does not spin. False where it is left out. */
  waits?(step: S): boolean;
  recordEffect(step: S): RecordEffect;
  /**
   * Whether what the step is compiled to reads `$record`, beside its expressions, of which that is known. False where it
   * is left out: then the record may be stale there.
   */
  readsRecord?(step: S): boolean;
  readonly implicitOutputs?: readonly ImplicitOutput[];
  /** The names that expressions can read as `$steps.<id>.<name>`, the implicit ones included. */
  outputs(step: S): readonly string[];
  /** The declarations of outputs, by name, where the step has any. */
  declaredOutputs?(step: S): Readonly<Record<string, DeclaredValue>>;
  secrets(step: S): readonly SecretUse[];
  /** The file that the step runs, where it runs one. */
  action?(step: S): ActionUse;
  /**
   * What stands in for a wrong value at a place of a step, while the rest of it is checked; `unreadable` where nothing
   * else could be said then. Undefined, or left out: the value counts as left out.
   */
  standIn?(at: StepPath): { readonly value: unknown } | 'unreadable' | undefined;
  /**
   * What else must hold for one step; reported through the check. Where keys of the step are wrong, something stands in
   * for them, and nothing is reported at their places.
   */
  check?(step: S, check: StepCheck): void;
}

/** The keys of steps of every type. `type` is each type's own. */
export const labelKeys = {
  id: stepId.describe('How other steps and expressions name this step. Unique in the workflow.'),
  title: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('What people read in the Step Functions console and in diagrams; the id where it is left out.'),
  description: z.string().optional().describe('What the step is for. Shown to people, read by nothing.'),
};

/** The keys of steps of every type that can fail. */
export function commonKeys(steps: StepList) {
  return {
    ...labelKeys,
    onError: z
      .union([z.enum(['fail', 'continue']), steps])
      .default('fail')
      .describe(
        'What happens when the step fails: `"fail"` the run (the default), `"continue"` behind it, or a list of steps, in ' +
          'which `$error` has `name` and `message`, and behind which the run goes on.',
      ),
  };
}

/** What happens when a step fails. Steps that cannot fail say `fail`. */
export function onErrorOf(step: Step): 'fail' | 'continue' | readonly Step[] {
  return 'onError' in step ? step.onError : 'fail';
}
