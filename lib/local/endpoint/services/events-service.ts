import { isTemplateObject, type TemplateObject } from '../../assembly/template';
import type { LocalEventBridge } from '../../events/local-event-bridge';
import type { PutEventsEntry } from '../../events/put-events';
import { ServiceFailure } from '../../service-failure';
import { type JsonService, unknownOperation } from '../json-service';

/** EventBridge: putting events. */
export function eventsService(eventBridge: Pick<LocalEventBridge, 'putEvents'>): JsonService {
  return {
    target: 'AWSEvents',
    async call(operation, { Entries }) {
      if (operation !== 'PutEvents') throw unknownOperation(operation);
      // "PutEvents": between one and ten entries.
      if (!Array.isArray(Entries) || Entries.length < 1 || Entries.length > 10) {
        const message =
          "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10";
        throw new ServiceFailure('ValidationException', message);
      }
      return eventBridge.putEvents(Entries.filter(isTemplateObject).map(toEntry));
    },
  };
}

function toEntry({
  Source,
  DetailType,
  Detail,
  EventBusName,
  Resources,
  Time,
}: TemplateObject): PutEventsEntry {
  const texts = Object.entries({ Source, DetailType, Detail, EventBusName }).filter(
    ([, text]) => typeof text === 'string',
  );
  return {
    ...Object.fromEntries(texts),
    ...(Array.isArray(Resources) ? { Resources: Resources.map(String) } : {}),
    ...(typeof Time === 'number' || typeof Time === 'string' ? { Time } : {}),
  };
}
