import { durationSeconds } from '../../../lambdas/action/duration';

describe('an ISO 8601 duration', () => {
  it.each([
    ['P1W', 604_800],
    ['P1D', 86_400],
    ['P1DT12H', 129_600],
    ['PT90S', 90],
    ['PT5M', 300],
    ['P1M', 2_592_000],
    ['P1Y', 31_536_000],
    ['PT0.5S', 1],
    ['pt1h', 3_600],
    [' PT1H ', 3_600],
  ])('%p is %i seconds', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each(['', 'P', 'PT', '1W', 'P1H', 'PT1D', 'one week', 'PT0S', 'P-1D', 'PT1.2.3S'])(
    '%p is none',
    (text) => {
      expect(durationSeconds(text)).toBeUndefined();
    },
  );
});
