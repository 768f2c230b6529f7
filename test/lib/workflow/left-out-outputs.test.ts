import fc from 'fast-check';
import { declaredOutputs } from '../../../lib/compiler/expressions/declared-outputs';
import { compileExpression, evaluate } from '../../../lib/local/states';
import type { OutputType } from '../../../lib/workflow/action-contract';
import { leftOutOutputs, leftOutText } from '../../../lib/workflow/left-out-outputs';

const declared = { approved: 'boolean', note: 'number', by: 'string', on: 'date' } as const;

describe('what of a completion a step will not have', () => {
  it('says of each why', () => {
    const given = { aproved: true, approved: 'maybe', note: [1], by: { a: 1 }, on: 'tomorrow', text: null };

    expect(leftOutOutputs(given, declared).map(leftOutText)).toEqual([
      'The output aproved is not declared in the step\'s "outputs": left out.',
      'The output approved is "maybe", which cannot be a boolean: left out.',
      'The output note is a list, which cannot be a number: left out.',
      'The output on is "tomorrow", which cannot be a date: left out.',
    ]);
  });

  it("takes what can be read as its type, what is absent, and HubSpot's own outputs", () => {
    const given = {
      approved: 'True',
      note: '5',
      by: 7,
      on: 1764000000000,
      hs_execution_state: 'SUCCESS',
      hs_expiration_duration: 'P1D',
    };
    expect(leftOutOutputs(given, declared)).toEqual([]);
    expect(leftOutOutputs({ approved: '', note: null }, declared)).toEqual([]);
  });

  it('knows no output that every object has', () => {
    expect(leftOutOutputs(JSON.parse('{"constructor": 1, "__proto__": 1}'), declared)).toHaveLength(2);
  });

  it('is what the machine leaves out', () => {
    const type = fc.constantFrom<OutputType>(
      'string',
      'phone',
      'enumeration',
      'number',
      'boolean',
      'date',
      'datetime',
      'object',
    );
    const texts = fc.constantFrom(
      'TRUE',
      '0',
      '-7.50',
      '1764000000000',
      '2026-11-24',
      '2026-02-30',
      '2026-13-45',
      '2026-11-24T10:00:00Z',
      '2026-11-24T25:00:00+01:00',
      '999999999999999',
      ' 7 ',
      '1e5',
      'yes',
    );
    const numbers = fc.oneof(
      fc.constantFrom(0, 1, 1764000000000, 8.64e15, 8.64e15 + 2, -1e20),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    );
    const value = fc.oneof(texts, numbers, fc.jsonValue({ maxDepth: 1 }));
    fc.assert(
      fc.property(type, value, (declaredType, given) => {
        const isLeftOut = leftOutOutputs({ out: given }, { out: declaredType }).length > 0;
        // No choice at all is no value, as a null is none.
        const isAbsent = given === null || given === '' || (Array.isArray(given) && given.length === 0);
        const held = outputOf(declaredType, given);
        if (isAbsent && held === undefined) return;
        expect({ given, isLeftOut }).toEqual({ given, isLeftOut: held === undefined });
      }),
      { numRuns: 1000 },
    );
  });
});

/** What the compiled machine makes of an output. */
function outputOf(type: OutputType, value: unknown): unknown {
  const text = declaredOutputs('$given', { out: { type } });
  const given = JSON.parse(JSON.stringify({ out: value }));
  const { results, failure } = evaluate(
    [compileExpression(text)],
    { given },
    { now: () => 0, random: () => 0 },
  );
  if (failure !== undefined) throw failure;
  return JSON.parse(JSON.stringify(results[0])).out;
}
