import { declaredOutputs } from '../../../../lib/compiler/expressions/declared-outputs';
import { compileExpression, evaluate } from '../../../../lib/local/states';
import type { OutputType } from '../../../../lib/workflow/action-contract';

function held(type: OutputType, value: unknown): unknown {
  const declared = { out: { type } };
  const text = declaredOutputs('$given', declared);
  const given = JSON.parse(JSON.stringify({ out: value, other: 'dropped' }));
  const surroundings = { now: () => 0, random: () => 0 };
  const { results, failure } = evaluate([compileExpression(text)], { given }, surroundings);
  if (failure !== undefined) throw failure;
  return JSON.parse(JSON.stringify(results[0]));
}

/** As the wrapper converts what an action gives: test/lambdas/action/outputs.test.ts. */
describe('the outputs of a completion', () => {
  it.each<[type: OutputType, given: unknown, out: unknown]>([
    ['string', 'a', 'a'],
    ['string', 5, '5'],
    ['string', true, 'true'],
    ['string', { a: 1 }, '{"a":1}'],
    ['string', '', ''],
    ['phone', 34600, '34600'],
    ['enumeration', 'lead', 'lead'],
    ['enumeration', ['a', 'b'], 'a;b'],
    ['enumeration', ['a'], 'a'],
    ['enumeration', [1, 2], '1;2'],
    ['number', 1.5, 1.5],
    ['number', '-1.5', -1.5],
    ['number', true, 1],
    ['number', '12345678901234567890', '12345678901234567890'],
    ['boolean', false, false],
    ['boolean', 'TRUE', true],
    ['boolean', 0, false],
    ['date', '2026-11-24', '2026-11-24'],
    ['date', 1764000000000, '2025-11-24'],
    ['datetime', '2026-11-24T10:00:00+01:00', '2026-11-24T09:00:00.000Z'],
    ['datetime', '1764000000000', '2025-11-24T16:00:00.000Z'],
    ['object', { a: [1] }, { a: [1] }],
    ['object', [[1]], [[1]]],
    ['object', false, false],
  ])('of type %s: %j is %j', (type, given, out) => {
    expect(held(type, given)).toEqual({ out });
  });

  it.each<[type: OutputType, given: unknown]>([
    ['string', null],
    ['enumeration', null],
    ['number', 'many'],
    ['number', ''],
    ['number', {}],
    ['number', null],
    ['boolean', 'perhaps'],
    ['boolean', null],
    ['date', 'tomorrow'],
    ['date', null],
    ['datetime', true],
    ['object', null],
  ])('of type %s: %j is left out', (type, given) => {
    expect(held(type, given)).toEqual({});
  });

  it.each([['text'], [5], [null], [[]], [undefined]])('are none where %j was given', (given) => {
    const text = declaredOutputs('$given', { out: { type: 'string' } });
    const bound = given === undefined ? {} : { given };
    const { results } = evaluate([compileExpression(text)], JSON.parse(JSON.stringify(bound)), {
      now: () => 0,
      random: () => 0,
    });
    expect(JSON.parse(JSON.stringify(results[0]))).toEqual({});
  });
});
