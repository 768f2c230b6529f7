import { tagNames } from '../stacks/tag-names';
import type { LocalFunction } from './assembly/local-resources';

/**
 * What the processes of actions are told beside what the template declares.
 *
 * @param endpoint `host:port` at which AWS's services answer on this machine
 */
export type ActionEnvironment = (endpoint: string) => Readonly<Record<string, string>>;

/** The functions with more variables for those that are actions, as their tags tell; the others stay as they are. */
export function withActionEnvironment(
  functions: readonly LocalFunction[],
  more: Readonly<Record<string, string>>,
): readonly LocalFunction[] {
  return functions.map((fn) =>
    fn.tags?.[tagNames.step] === undefined ? fn : { ...fn, environment: { ...fn.environment, ...more } },
  );
}
