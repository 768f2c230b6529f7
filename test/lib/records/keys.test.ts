import fc from 'fast-check';
import {
  eventKey,
  markerKey,
  recordKey,
  runKey,
  runsByRecordKey,
  runsByStatusKey,
  runsByWorkflowKey,
  sortKeyPrefixes,
  waitKey,
} from '../../../lib/records/keys';

const contact = { objectType: 'contact', objectId: '1001' };

describe('keys', () => {
  it('are those of docs/data-model.md', () => {
    expect(recordKey(contact)).toEqual({ pk: 'record#contact#1001', sk: 'record' });
    expect(markerKey(contact, 'rotate-leads')).toEqual({
      pk: 'record#contact#1001',
      sk: 'marker#rotate-leads',
    });
    expect(eventKey(contact, 'rotate-leads', 'e-1')).toEqual({
      pk: 'record#contact#1001',
      sk: 'event#rotate-leads#e-1',
    });
    expect(runKey('rotate-leads', 'x-1')).toEqual({ pk: 'run#rotate-leads#x-1', sk: 'run' });
    expect(waitKey('w:x:ask:0')).toEqual({ pk: 'wait#w:x:ask:0', sk: 'wait' });
    expect(runsByWorkflowKey('rotate-leads')).toBe('rotate-leads');
    expect(runsByStatusKey('rotate-leads', 'RUNNING')).toBe('rotate-leads#RUNNING');
    expect(runsByRecordKey(contact)).toBe('contact#1001');
  });

  it('escape the separator and the escape', () => {
    const odd = { objectType: 'a#b', objectId: '100%#1' };

    expect(recordKey(odd).pk).toBe('record#a%23b#100%25%231');
  });

  it('differ where any part differs', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '#', '%', '2', '3') });
    const parts = fc.record({ objectType: part, objectId: part, workflow: part, event: part });
    const text = (of: { objectType: string; objectId: string; workflow: string; event: string }) =>
      JSON.stringify(eventKey(of, of.workflow, of.event));

    fc.assert(
      fc.property(parts, parts, (one, two) => {
        expect(text(one) === text(two)).toBe(JSON.stringify(one) === JSON.stringify(two));
      }),
    );
  });

  it('begin as the queries for all markers and all event items of a record look for them', () => {
    expect(markerKey(contact, 'w').sk.startsWith(sortKeyPrefixes.marker)).toBe(true);
    expect(eventKey(contact, 'w', 'k').sk.startsWith(sortKeyPrefixes.event)).toBe(true);
  });
});
