import { eventPattern, eventPatternProblem } from '../../../lib/compiler/event-pattern';

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

describe('eventPatternProblem', () => {
  const withLength = (length: number) => {
    const empty = JSON.stringify(eventPattern({ event: 'e', filter: { plan: [''] } }, 'contact')).length;
    return eventPattern({ event: 'e', filter: { plan: ['x'.repeat(length - empty)] } }, 'contact');
  };

  it('has nothing against 2,048 characters ("Amazon EventBridge quotas")', () => {
    expect(JSON.stringify(withLength(2_048))).toHaveLength(2_048);
    expect(eventPatternProblem(withLength(2_048))).toBeUndefined();
  });

  it('warns of more: an account can have had the quota raised', () => {
    expect(eventPatternProblem(withLength(2_049))).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('2049 characters'),
    });
  });
});
