import fc from 'fast-check';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  formatDecimal,
  negatedDecimal,
  orderOfMagnitude,
  parseDecimal,
  significantDigits,
} from '../../../lib/records/decimal';

describe('a decimal', () => {
  it.each([
    ['0', '0'],
    ['-0.00', '0'],
    ['1.50', '1.5'],
    ['100', '100'],
    ['1e3', '1000'],
    ['-1.5E-3', '-0.0015'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+7', '7'],
    ['0.1', '0.1'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
  ])('reads %s as %s', (text, normal) => {
    expect(formatDecimal(decimal(text))).toBe(normal);
  });

  it.each(['', '.', '-', 'e5', '1e', '1,5', '0x1', 'NaN', 'Infinity', ' 1', '1 ', '--1', '1e1234567'])(
    'is not in %j',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('adds, subtracts and compares exactly', () => {
    const small = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });

    fc.assert(
      fc.property(small, small, fc.integer({ min: 0, max: 30 }), (one, two, places) => {
        const left = decimal(`${one}e-${places}`);
        const right = decimal(`${two}e-${places}`);

        expect(addDecimals(left, right)).toEqual(decimal(`${one + two}e-${places}`));
        expect(addDecimals(left, negatedDecimal(right))).toEqual(decimal(`${one - two}e-${places}`));
        expect(Math.sign(compareDecimals(left, right))).toBe(one < two ? -1 : one > two ? 1 : 0);
      }),
    );
  });

  it('comes back from its text', () => {
    const any = fc.tuple(
      fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }),
      fc.integer({ min: -160, max: 100 }),
    );

    fc.assert(
      fc.property(any, ([coefficient, exponent]) => {
        const value = decimal(`${coefficient}e${exponent}`);

        expect(decimal(formatDecimal(value))).toEqual(value);
      }),
    );
  });

  it('knows its digits and its order of magnitude', () => {
    expect(significantDigits(decimal('-0.00120'))).toBe(2);
    expect(orderOfMagnitude(decimal('0.0012'))).toBe(-3);
    expect(orderOfMagnitude(decimal('345'))).toBe(2);
    expect(orderOfMagnitude(decimal('0'))).toBe(0);
  });
});

function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`${text} is no number.`);
  return value;
}
