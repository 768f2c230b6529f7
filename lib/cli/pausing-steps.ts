import { parseStepComment } from '../compiler/state-comment';
import { stepExtras } from '../compiler/step-extras';
import { type DeclaredTypes, readDeclaredTypes } from '../workflow/declared-types';

/** The steps of a machine that may pause, with what a completion may give; undefined where an older one does not say it. */
export type PausingSteps = ReadonlyMap<string, DeclaredTypes | undefined>;

/**
 * Reads them out of a state machine's definition, in which each such step has a state that waits.
 *
 * @param definition JSON text
 * @throws SyntaxError when it is not JSON
 */
export function pausingSteps(definition: string): PausingSteps {
  const steps = new Map<string, DeclaredTypes | undefined>();
  JSON.parse(definition, (_key, value: unknown) => {
    const comment = parseStepComment(inside(value, 'Comment'));
    if (comment?.extra === stepExtras.pause) {
      const declared = inside(value, 'Arguments', 'ExpressionAttributeValues', ':declared', 'S');
      steps.set(comment.step, readDeclaredTypes(typeof declared === 'string' ? declared : undefined));
    }
    return value;
  });
  return steps;
}

function inside(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}
