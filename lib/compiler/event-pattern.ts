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
