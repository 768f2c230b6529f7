import fc from 'fast-check';
import { parseTimestamp } from '../../../../lib/local/states/timestamp';

describe('a timestamp', () => {
  it('written by a Date is read as what it was', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it.each([
    ['2026-01-01T02:00:00+02:00', Date.UTC(2026, 0, 1)],
    ['2026-01-01T02:00:00+0200', Date.UTC(2026, 0, 1)],
    ['2025-12-31T19:00:00-05', Date.UTC(2026, 0, 1)],
    ['2026-01-01T00:00Z', Date.UTC(2026, 0, 1)],
    ['2026-01-01T00:00:00.123456789Z', Date.UTC(2026, 0, 1) + 123],
  ])('%s is one', (text, time) => {
    expect(parseTimestamp(text)).toBe(time);
  });

  /** The first four are recorded from AWS (scenarios.base_scenarios.wait_timestamp_path). */
  it.each([
    '2016-13-05T21:29:29Z',
    '05-12-2016T21:29:29Z',
    '2016-12-05 21:29:29Z',
    '2016-12-05T21:29:29',
    '2026-02-30T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01',
    '',
  ])('%j is none', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });
});
