import { eventPattern } from '../../../lib/compiler/event-pattern';

describe('the pattern of a trigger', () => {
  it("matches the event's name and the workflow's object type, from any source", () => {
    expect(eventPattern({ event: 'record.created' }, 'contact')).toEqual({
      'detail-type': ['record.created'],
      detail: { objectType: ['contact'] },
    });
  });

  it('matches the source that the trigger names', () => {
    expect(eventPattern({ event: 'e', source: 'shop' }, 'contact')).toMatchObject({ source: ['shop'] });
  });

  it('is narrowed by a filter, which cannot let in other types', () => {
    const filter = { properties: { country: ['ES', { prefix: 'P' }] }, objectType: ['company'] };
    expect(eventPattern({ event: 'e', filter }, 'contact').detail).toEqual({
      properties: { country: ['ES', { prefix: 'P' }] },
      objectType: ['contact'],
    });
  });
});
