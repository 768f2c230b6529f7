import type { Problem } from '../workflow/problem';
import type { EventTrigger } from '../workflow/workflow';
import type { EventPattern } from './compiled-workflow';

/**
 * The EventBridge pattern of a trigger. The record's type always has to be the workflow's: a filter of the author's can
 * only narrow that (docs/events.md).
 */
export function eventPattern({ event, source, filter = {} }: EventTrigger, objectType: string): EventPattern {
  return {
    'detail-type': [event],
    ...(source === undefined ? {} : { source: [source] }),
    detail: { ...filter, objectType: [objectType] },
  };
}

/** "Event pattern size: Maximum size of an event pattern, in characters. Adjustable" ("Amazon EventBridge quotas"). */
const usualPatternLength = 2_048;

/** What is wrong with the pattern of a trigger, but for its place: EventBridge may find it too long. */
export function eventPatternProblem(pattern: EventPattern): Omit<Problem, 'location'> | undefined {
  const { length } = JSON.stringify(pattern);
  if (length <= usualPatternLength) return undefined;
  return {
    severity: 'warning',
    code: 'long-pattern',
    message: `The trigger makes an event pattern of ${length} characters; EventBridge takes ${usualPatternLength}, unless you had the quota "Event pattern size" of the account raised. The deploy would fail.`,
    remedy: 'Divide it into several triggers, or filter by `where`, which is no part of the pattern.',
  };
}
