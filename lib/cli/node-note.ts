import type { NodeRuntime } from '../local/lambda/node-runtime';

/**
 * Says that functions run on another Node here than in AWS, where that one is not installed; undefined where it is.
 *
 * @param nodes by the runtime's name, such as `nodejs24.x`
 */
export function nodeNote(nodes: ReadonlyMap<string, NodeRuntime>): string | undefined {
  const others = [...nodes].filter(([, { matches }]) => !matches);
  if (others.length === 0) return undefined;
  const notes = others.map(
    ([runtime, { version }]) => `on Node ${version} here, and on Node ${runtime.replace(/\D/g, '')} in AWS`,
  );
  return `Code runs ${notes.join('; ')}: where that is installed, it runs on that here too.`;
}
