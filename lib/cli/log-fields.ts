import type { LogLine } from '../local/lambda/log-line';
import { shownText } from './shown-text';

/** What the wrapper adds to lines (`lambdas/action/log-line.ts`): the same on all of a run, or told in another way. */
const added = new Set(['workflow', 'step', 'record', 'run', 'error', 'late', 'block']);

/** The longest fields that are shown whole, in characters; `--json` has all of them. */
const shownLength = 300;

/** The fields that the author gave with a line of the log, as a line of JSON; undefined where there are none. */
export function logFields({ fields = {} }: LogLine): string | undefined {
  const own = Object.entries(fields).filter(([name]) => !added.has(name));
  if (own.length === 0) return undefined;
  return shownText(JSON.stringify(Object.fromEntries(own)), shownLength);
}
