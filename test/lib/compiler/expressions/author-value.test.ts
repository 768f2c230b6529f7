import fc from 'fast-check';
import jsonata from 'jsonata';
import { authorValue, hasExpression } from '../../../../lib/compiler/expressions/author-value';
import type { JsonValue } from '../../../../lib/workflow/values';

const record = { name: 'Ana', tags: ['one'], empty: [], none: undefined, zero: 0 };

async function evaluate(value: JsonValue): Promise<unknown> {
  const result: unknown = await jsonata(authorValue(value, {})).evaluate(undefined, { record });
  return result === undefined ? undefined : JSON.parse(JSON.stringify(result));
}

describe("an author's JSON, compiled", () => {
  it.each<[what: string, value: JsonValue, result: unknown]>([
    [
      'takes values as they are',
      { a: 1, b: 'x', c: null, d: [true, {}] },
      { a: 1, b: 'x', c: null, d: [true, {}] },
    ],
    ['evaluates expressions anywhere', { a: { b: ['{% $record.name %}'] } }, { a: { b: ['Ana'] } }],
    ['drops the key of what is absent', { a: '{% $record.none %}', b: 1 }, { b: 1 }],
    ['keeps the key of a null', { a: '{% null %}' }, { a: null }],
    ['drops the element of what is absent', ['{% $record.none %}', 1], [1]],
    ['keeps a list of one', { a: '{% $record.tags %}' }, { a: ['one'] }],
    ['keeps a list of one in a list', ['{% $record.tags %}'], [['one']]],
    ['keeps an empty list in a list', ['{% $record.empty %}', []], [[], []]],
    ['keeps lists of lists', [[1, [2]], '{% [[3]] %}'], [[1, [2]], [[3]]]],
    ['keeps false and zero', ['{% $record.zero %}', '{% false %}'], [0, false]],
    ['keeps an empty object and list', { a: {}, b: [] }, { a: {}, b: [] }],
    [
      'leaves alone what only looks like an expression',
      ['{% x', 'x %}', 'a {% $record.name %}'],
      ['{% x', 'x %}', 'a {% $record.name %}'],
    ],
    ['takes numbers that JSONata could misread', [-1, 1e21, 1e-7, -0.5], [-1, 1e21, 1e-7, -0.5]],
    [
      'takes texts with quotes, backslashes and other signs',
      ['"\\\n\u0000 \u2028é😀 /*'],
      ['"\\\n\u0000 \u2028é😀 /*'],
    ],
    ['keeps the local names of expressions apart', ['{% ($x := 1; $x) %}', '{% ($x := 2; $x) %}'], [1, 2]],
  ])('%s', async (_, value, result) => {
    expect(await evaluate(value)).toEqual(result);
  });

  it('is any JSON', async () => {
    const plain = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));
    await fc.assert(
      fc.asyncProperty(plain, async (value) => {
        const json = JSON.parse(JSON.stringify(value)) as JsonValue;
        if (hasExpression(json)) return;
        expect(await evaluate(json)).toEqual(json);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[value: JsonValue, has: boolean]>([
    [{ a: [{ b: '{% 1 %}' }] }, true],
    [{ a: [{ b: '{% 1' }] }, false],
    ['{% 1 %}', true],
    [null, false],
  ])('knows whether %j has an expression', (value, has) => {
    expect(hasExpression(value)).toBe(has);
  });
});
