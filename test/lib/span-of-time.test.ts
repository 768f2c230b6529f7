import { spanOfTime } from '../../lib/span-of-time';

describe('spanOfTime', () => {
  it.each([
    [0, '0 ms'],
    [249.6, '250 ms'],
    [1_000, '1 second'],
    [59_700, '1 minute'],
    [3_660_000, '1 hour 1 minute'],
    [86_460_000, '1 day'],
    [261_060_000, '3 days'],
    [31_536_000_000, '365 days'],
  ])('says %d milliseconds as %s', (milliseconds, text) => {
    expect(spanOfTime(milliseconds)).toBe(text);
  });
});
