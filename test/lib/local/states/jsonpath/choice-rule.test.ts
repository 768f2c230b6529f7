import type { Json } from '../../../../../lib/local/states';
import { runState } from '../machine';

async function holds(rule: object, input: Json): Promise<unknown> {
  const outcome = await runState(
    {
      Type: 'Parallel',
      QueryLanguage: 'JSONPath',
      Branches: [
        {
          StartAt: 'Choose',
          States: {
            Choose: {
              Type: 'Choice',
              QueryLanguage: 'JSONPath',
              Choices: [{ ...rule, Next: 'Yes' }],
              Default: 'No',
            },
            Yes: { Type: 'Pass', Output: true, End: true },
            No: { Type: 'Pass', Output: false, End: true },
          },
        },
      ],
      End: true,
    },
    { input },
  );
  return outcome.status === 'SUCCEEDED' ? (outcome.output as Json[])[0] : outcome.error;
}

/** "Choice workflow state"; 330 recorded cases (choice_operators) hold the comparisons, these what they leave out. */
describe('a rule of a Choice', () => {
  it.each<[string, object, Json, unknown]>([
    [
      'all of And',
      {
        And: [
          { Variable: '$.a', NumericEquals: 1 },
          { Variable: '$.b', IsNull: true },
        ],
      },
      { a: 1, b: null },
      true,
    ],
    [
      'not all of And',
      {
        And: [
          { Variable: '$.a', NumericEquals: 1 },
          { Variable: '$.b', IsNull: true },
        ],
      },
      { a: 1, b: 0 },
      false,
    ],
    [
      'one of Or',
      {
        Or: [
          { Variable: '$.a', NumericEquals: 2 },
          { Variable: '$.a', NumericLessThan: 2 },
        ],
      },
      { a: 1 },
      true,
    ],
    ['Not', { Not: { Variable: '$.a', StringMatches: 'x*' } }, { a: 'y' }, true],
    ['a wildcard', { Variable: '$.a', StringMatches: 'log-*.txt' }, { a: 'log-1.txt' }, true],
    ['a wildcard that would overlap', { Variable: '$.a', StringMatches: 'aba*aba' }, { a: 'ababa' }, false],
    ['an escaped star', { Variable: '$.a', StringMatches: 'a\\*' }, { a: 'a*' }, true],
    ['an escaped star against text', { Variable: '$.a', StringMatches: 'a\\*' }, { a: 'ab' }, false],
    ['presence', { Variable: '$.a.b', IsPresent: true }, { a: { b: null } }, true],
    ['absence', { Variable: '$.a.b', IsPresent: false }, { a: 1 }, true],
    [
      'times in other zones',
      { Variable: '$.a', TimestampEquals: '2026-01-01T00:00:00Z' },
      { a: '2026-01-01T01:00:00+01:00' },
      true,
    ],
    ['a missing variable', { Variable: '$.a', NumericEquals: 1 }, {}, 'States.Runtime'],
    ['a path to compare with', { Variable: '$.a', NumericGreaterThanPath: '$.b' }, { a: 2, b: 1 }, true],
  ])('holds or not: %s', async (_what, rule, input, expected) => {
    expect(await holds(rule, input)).toBe(expected);
  });
});
