import { isTemplateObject } from '../../assembly/template';
import type { RequestReader, ServiceRequests } from './request-reader';

/** EventBridge: each entry is authorized on its bus. "Actions, resources, and condition keys for Amazon EventBridge". */
export const eventsRequests: ServiceRequests = new Map<string, RequestReader>([
  [
    'PutEvents',
    ({ Entries }, { account, region }) => {
      const entries = Array.isArray(Entries) ? Entries.filter(isTemplateObject) : [];
      const buses = new Set(entries.map(({ EventBusName: name }) => String(name || 'default')));
      return [...buses].map((name) => ({
        action: 'events:PutEvents',
        resource: name.startsWith('arn:') ? name : `arn:aws:events:${region}:${account}:event-bus/${name}`,
      }));
    },
  ],
]);
