import { eventFromItem, eventToItem } from '../../../lib/records/event-item';
import { eventItemLifetime, expiryAfter } from '../../../lib/records/expiry';

describe('an event item', () => {
  it('comes back, and expires after thirty days', () => {
    const event = {
      execution: 'arn:execution',
      expiresAt: expiryAfter('2026-01-01T00:00:00.000Z', eventItemLifetime),
    };

    const item = eventToItem({ objectType: 'contact', objectId: '1' }, 'w', 'key', event);

    expect(eventFromItem(item)).toEqual(event);
    expect(new Date(event.expiresAt * 1000).toISOString()).toBe('2026-01-31T00:00:00.000Z');
  });
});
