import fc from 'fast-check';
import jsonata from 'jsonata';
import { definePlain, defineTyped } from '../../../../lib/compiler/expressions/typed-values';
import { marshalProperties, unmarshalProperties } from '../../../../lib/records/typed-properties';

const typedExpression = jsonata(`(${defineTyped}; $typed($value))`);
const plainExpression = jsonata(`(${definePlain}; $plain($value))`);

/** Results carry JSONata's own marks on lists; a copy through JSON drops them, as Step Functions' history does. */
async function evaluate(expression: jsonata.Expression, value: unknown): Promise<unknown> {
  return JSON.parse(JSON.stringify(await expression.evaluate(undefined, { value })));
}
const typed = (value: unknown) => evaluate(typedExpression, value);
const plain = (value: unknown) => evaluate(plainExpression, value);

/** Numbers as JSONata writes them: 15 significant digits, or whole and exact. */
const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .double({ min: -1e100, max: 1e100, noNaN: true })
    .filter((value) => value === 0 || Math.abs(value) > 1e-100)
    .map((value) => Number(value.toPrecision(15))),
);
const { value: propertyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
}));
const properties = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  propertyValue,
  { maxKeys: 5 },
);

describe('typed values in a state machine', () => {
  it('are what lib/records makes of the same properties', async () => {
    await fc.assert(
      fc.asyncProperty(properties, async (value) => {
        expect(await typed(value)).toEqual({ M: marshalProperties(value) });
      }),
      { numRuns: 300 },
    );
  });

  it('are read as lib/records reads them', async () => {
    await fc.assert(
      fc.asyncProperty(properties, async (value) => {
        const attributes = marshalProperties(value);
        expect(await plain({ M: attributes })).toEqual(unmarshalProperties(attributes));
      }),
      { numRuns: 300 },
    );
  });

  it('come back as they went in, but for nulls in objects', async () => {
    await fc.assert(
      fc.asyncProperty(properties, async (value) => {
        expect(await plain(await typed(value))).toEqual(unmarshalProperties(marshalProperties(value)));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a list of one', [['a']]],
    ['a list of one list of one', [[['a']]]],
    ['an empty list', []],
    ['a list of an empty list', [[]]],
    ['lists of lists', [[1, 2], [3]]],
    ['a list of objects', [{ a: 1 }, {}]],
    ['an empty object', {}],
    ['a number that is a text', '0012'],
    ['an empty text', ''],
    ['the largest exact whole number', Number.MAX_SAFE_INTEGER],
    ['an id of sixteen digits', 1234567890123456],
  ])('keep %s', async (_, value) => {
    expect(await plain(await typed(value))).toEqual(value);
  });

  it('drop null in objects and keep it in lists', async () => {
    expect(await typed({ a: null, b: [null, 1] })).toEqual({
      M: { b: { L: [{ NULL: true }, { N: '1' }] } },
    });
    expect(await plain({ M: { a: { NULL: true }, b: { L: [{ NULL: true }, { N: '1' }] } } })).toEqual({
      b: [null, 1],
    });
  });

  it('write a sum of doubles with fifteen digits', async () => {
    expect(await typed(0.1 + 0.2)).toEqual({ N: '0.3' });
  });

  it.each([
    ['0.12345678901234567890', '0.12345678901234567890'],
    ['123456789012345678901234', '123456789012345678901234'],
    ['9007199254740993', '9007199254740993'],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', -Number.MAX_SAFE_INTEGER],
    ['100000000000000000000000', 1e23],
    ['0.000000000000000000001', 1e-21],
    ['-0.5', -0.5],
  ])('read the number %s as %p: no digit is lost', async (text, value) => {
    expect(await plain({ N: text })).toEqual(value);
  });

  it("read the spellings of the SDK integrations' results", async () => {
    // aws-sdk-js issue 4294 and boto3 issue 4253: `Bool` and `Nul` inside of maps.
    expect(await plain({ M: { a: { Bool: false }, b: { Nul: true }, c: { Ss: ['x'] } } })).toEqual({
      a: false,
      c: ['x'],
    });
  });

  it('unmarshal 200 properties in well under the time of a transition', async () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`property_${index}`, index]));
    const attributes = marshalProperties(many);
    const began = performance.now();
    expect(await plain({ M: attributes })).toEqual(many);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
