import fc from 'fast-check';
import { duration, durationSeconds } from '../../../lib/workflow/duration';

describe('durationSeconds', () => {
  it.each([
    ['20s', 20],
    ['1 second', 1],
    ['90 minutes', 5400],
    ['90m', 5400],
    ['1h30m', 5400],
    ['1 hour 30 minutes', 5400],
    ['1 hour and 30 minutes', 5400],
    ['1 day, 2 hours', 93_600],
    ['3d', 259_200],
    ['3 days', 259_200],
    ['2w', 1_209_600],
    ['2 weeks', 1_209_600],
    ['0s', 0],
  ])('reads %s as %i seconds', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each([
    '',
    '3',
    'days',
    '3 Days',
    '-1d',
    '1.5h',
    'P3D',
    '3 months',
    '3d ',
    ' 3d',
    '1h,',
    '1 and 2h',
    '9999999999s',
  ])('refuses %j', (text) => {
    expect(() => durationSeconds(text)).toThrow(RangeError);
    expect(duration.safeParse(text).success).toBe(false);
  });

  it('adds up its parts', () => {
    const part = fc.tuple(fc.nat(999_999_999), fc.constantFrom('s', ' minutes', 'h', ' day', 'weeks'));
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(' ', ', ', ' and '),
        (parts, glue) => {
          const texts = parts.map(([count, unit]) => `${count}${unit}`);

          const sum = texts.reduce((seconds, text) => seconds + durationSeconds(text), 0);

          expect(durationSeconds(texts.join(glue))).toBe(sum);
        },
      ),
    );
  });

  it('answers at once for a long text that is no duration', () => {
    const started = performance.now();

    expect(duration.safeParse(`${'1s '.repeat(100_000)}x`).success).toBe(false);
    expect(duration.safeParse(`${'1s  , '.repeat(30)}x`).success).toBe(false);
    expect(() => durationSeconds(`${'1'.repeat(100_000)}`)).toThrow(RangeError);

    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('the remedy for a text that is no duration', () => {
  it.each([
    ['1.5 days', '36 hours'],
    ['0.5h', '30 minutes'],
    ['1,5 hours', '90 minutes'],
    ['1 day and 0.5 hours', '1470 minutes'],
    ['2.0 days', '2 days'],
    ['3 Days', '3 days'],
    [' 3d', '3d'],
    ['20000ms', '20 seconds'],
    ['1 second 500 ms', '2 seconds'],
    ['3 months', '30 days'],
    ['P3D', '3 days'],
  ])('proposes something right for %j', (text, proposed) => {
    const remedy = duration.safeParse(text).error?.issues[0]?.message ?? '';

    expect(remedy).toContain(`\`${proposed}\``);
    expect(duration.safeParse(proposed).success).toBe(true);
  });

  it.each(['30', 30])('asks for a unit behind %j', (number) => {
    expect(duration.safeParse(number).error?.issues[0]?.message).toContain('`"30 seconds"`');
  });
});
