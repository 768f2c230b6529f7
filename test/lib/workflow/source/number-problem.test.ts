import fc from 'fast-check';
import { numberProblem } from '../../../../lib/workflow/source/number-problem';

describe('numberProblem', () => {
  it('has nothing against whatever JavaScript writes of a number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(numberProblem(JSON.stringify(number))).toBeUndefined();
      }),
    );
  });

  it('has nothing against whole numbers that a double holds', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        expect(numberProblem(`${number}`)).toBeUndefined();
        expect(numberProblem(`${number}.00`)).toBeUndefined();
      }),
    );
  });

  it('refuses a whole number exactly where another would be read', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), (number) => {
        const isHeld = BigInt(Number(number)) === number || `${Number(number)}` === `${number}`;
        const problem = numberProblem(`${number}`);
        if (!isHeld) expect(problem?.code).toBe('number-digits');
      }),
    );
  });

  it.each(['0', '-0', '0.1', '1e5', '1E+2', '100000000000000000000', '-0.0', '12.50'])(
    'accepts %s',
    (text) => {
      expect(numberProblem(text)).toBeUndefined();
    },
  );

  it.each([
    ['9007199254740993', 'number-digits'],
    ['0.12345678901234567890', 'number-digits'],
    ['1e400', 'number-too-large'],
    ['-1e400', 'number-too-large'],
    ['1e-400', 'number-digits'],
  ])('refuses %s', (text, code) => {
    expect(numberProblem(text)?.code).toBe(code);
  });
});
