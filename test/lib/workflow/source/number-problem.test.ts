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

  it('accepts up to 15 significant digits, and refuses from 18 on: a double is told apart by 17', () => {
    const digits = (minimum: number, maximum: number) =>
      fc
        .array(fc.nat({ max: 9 }), { minLength: minimum - 2, maxLength: maximum - 2 })
        .map((middle) => `1${middle.join('')}1`);
    const zeros = fc.nat({ max: 20 }).map((count) => '0'.repeat(count));

    fc.assert(
      fc.property(digits(2, 15), digits(18, 40), zeros, (few, many, behind) => {
        expect(numberProblem(few + behind)).toBeUndefined();
        expect(numberProblem(`0.${behind}${few}`)).toBeUndefined();
        expect(numberProblem(many + behind)?.code).toBe('number-digits');
        expect(numberProblem(`-0.${behind}${many}`)?.code).toBe('number-digits');
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
