import { isTemplateObject, type TemplateObject } from '../assembly/template';
import type { PutEventsEntry } from '../events/put-events';
import { type IntegrationCall, IntegrationError } from '../states';
import type { Adapter } from './adapter';
import { argumentsOf, textOf } from './call-arguments';
import { sdkMetadata } from './sdk-metadata';

/**
 * `events:putEvents` ("Add EventBridge events with Step Functions"): `Detail` may be a value, the execution and its
 * machine are added to `Resources`, and an entry that is refused fails the task.
 */
export const putEvents: Adapter = async (call, { eventBridge }) => {
  const { Entries } = argumentsOf(call);
  const entries = Array.isArray(Entries) ? Entries.filter(isTemplateObject) : [];
  const result = eventBridge.putEvents(entries.map((entry) => toEntry(entry, call)));
  if (result.FailedEntryCount > 0) {
    const { Entries: results, FailedEntryCount } = result;
    throw new IntegrationError(
      'EventBridge.FailedEntry',
      JSON.stringify({ Entries: results, FailedEntryCount }),
    );
  }
  return { Entries: result.Entries, FailedEntryCount: 0, ...sdkMetadata() };
};

function toEntry(entry: TemplateObject, { executionArn }: IntegrationCall): PutEventsEntry {
  const { Detail, EventBusName, Source, DetailType, Resources, Time } = entry;
  const machineArn = executionArn.replace(':execution:', ':stateMachine:').replace(/:[^:]+$/, '');
  const own = Array.isArray(Resources) ? Resources.map(String) : [];
  const texts = {
    EventBusName: textOf(EventBusName),
    Source: textOf(Source),
    DetailType: textOf(DetailType),
  };
  const given = Object.entries(texts).filter(([, text]) => text !== undefined);
  return {
    ...Object.fromEntries(given),
    ...(Detail === undefined ? {} : { Detail: typeof Detail === 'string' ? Detail : JSON.stringify(Detail) }),
    ...(typeof Time === 'string' || typeof Time === 'number' ? { Time } : {}),
    // In this order: recorded from AWS.
    Resources: [...own, machineArn, executionArn],
  };
}
