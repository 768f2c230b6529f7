import { DefinitionError, StateMachine } from '../../../../lib/local/states';
import { task } from './machine';

function problems(definition: unknown): string[] {
  try {
    new StateMachine(definition);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof DefinitionError)) throw thrown;
    return thrown.problems.map(({ pointer, message }) => `${pointer}: ${message}`);
  }
}

const one = (state: object, more: object = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'It',
  States: { It: state },
  ...more,
});

describe('a definition', () => {
  it.each<[string, unknown, string]>([
    ['no JSON', '{', ': is not JSON'],
    ['no object', '[]', ': must be an object'],
    ['no states', { StartAt: 'A', States: {} }, '/States: must have at least one state'],
    [
      'a start that is not there',
      one({ Type: 'Succeed' }, { StartAt: 'Other' }),
      "/StartAt: there is no state 'Other'",
    ],
    [
      'a Next that is not there',
      one({ Type: 'Pass', Next: 'Other' }),
      "/States/It/Next: there is no state 'Other'",
    ],
    [
      'a Catch to nowhere',
      one(task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Other' }] })),
      "/States/It/Catch/0/Next: there is no state 'Other'",
    ],
    ['no way on', one({ Type: 'Pass' }), '/States/It: must have either Next or "End": true'],
    [
      'two ways on',
      one({ Type: 'Pass', Next: 'It', End: true }),
      '/States/It: must have either Next or "End": true',
    ],
    ['an unknown type', one({ Type: 'Loop', End: true }), '/States/It/Type: must be one of Pass, Task'],
    [
      'an unknown language',
      one({ Type: 'Succeed' }, { QueryLanguage: 'SQL' }),
      '/QueryLanguage: must be "JSONata" or "JSONPath"',
    ],
    [
      'a misspelt field',
      one({ Type: 'Pass', Ouput: 1, End: true }),
      '/States/It/Ouput: a Pass state has no field Ouput',
    ],
    [
      'a field of JSONPath',
      one({ Type: 'Pass', InputPath: '$', End: true }),
      'InputPath is a field of JSONPath states; this is a JSONata state',
    ],
    [
      'a field of JSONata',
      one({ Type: 'Pass', Output: 1, End: true, QueryLanguage: 'JSONPath' }),
      'Output is a field of JSONata states',
    ],
    [
      'a wrong expression',
      one({ Type: 'Pass', Output: { 'a/b': ['{% 1 + %}'] }, End: true }),
      '/States/It/Output/a~1b/0: the JSONata expression',
    ],
    [
      'a wrong path',
      { StartAt: 'It', States: { It: { Type: 'Pass', InputPath: '$.a[', End: true } } },
      '/States/It/InputPath',
    ],
    [
      'a reference path that is none',
      { StartAt: 'It', States: { It: { Type: 'Pass', ResultPath: '$.a[*]', End: true } } },
      'must be a reference path',
    ],
    [
      'an unknown intrinsic function',
      { StartAt: 'It', States: { It: { Type: 'Pass', Parameters: { 'a.$': 'States.No()' }, End: true } } },
      'there is no intrinsic function States.No',
    ],
    [
      'a resource that is none',
      one(task({ Resource: 'lambda' })),
      "/States/It/Resource: 'lambda' names no service integration",
    ],
    [
      'a time-out of nothing',
      one(task({ TimeoutSeconds: 0 })),
      '/States/It/TimeoutSeconds: must be an integer from 1 to 99999999',
    ],
    [
      'a time-out past the greatest number of seconds ("Task workflow state": its default)',
      one(task({ TimeoutSeconds: 100_000_000 })),
      '/States/It/TimeoutSeconds: must be an integer from 1 to 99999999',
    ],
    [
      'a heartbeat past it',
      one(task({ HeartbeatSeconds: 100_000_000 })),
      '/States/It/HeartbeatSeconds: must be an integer from 1 to 99999999',
    ],
    [
      "a machine's own time-out past it",
      { TimeoutSeconds: 100_000_000, ...one({ Type: 'Succeed' }) },
      '/TimeoutSeconds: must be an integer from 1 to 99999999',
    ],
    [
      "a machine's own time-out that is no number",
      { TimeoutSeconds: '5', ...one({ Type: 'Succeed' }) },
      '/TimeoutSeconds: must be a number of seconds',
    ],
    [
      'a pattern that is none',
      { StartAt: 'It', States: { It: { Type: 'Pass', InputPath: '$.a[?(@.b =~ /(/)]', End: true } } },
      'is no regular expression',
    ],
    [
      'both waits',
      one({ Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true }),
      'must have exactly one of Seconds and Timestamp',
    ],
    [
      'a Parallel of no branches (recorded)',
      one({ Type: 'Parallel', Branches: [], End: true }),
      '/States/It/Branches: must not be empty',
    ],
    [
      'a Choice of no rules',
      one({ Type: 'Choice', Choices: [], Default: 'It' }),
      '/States/It/Choices: must not be empty',
    ],
    [
      'a heartbeat that the time-out comes before ("Task workflow state")',
      one(task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 })),
      '/States/It/HeartbeatSeconds: must be less than TimeoutSeconds',
    ],
    [
      'a wait past the greatest number of seconds ("Wait workflow state")',
      one({ Type: 'Wait', Seconds: 100_000_000, End: true }),
      '/States/It/Seconds: must be an integer from 0 to 99999999',
    ],
    [
      'a reader of fewer than no items',
      one({
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItems: -1 },
        },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'In',
          States: { In: { Type: 'Succeed' } },
        },
        End: true,
      }),
      '/States/It/ItemReader/ReaderConfig/MaxItems: must be 0 or more',
    ],
    [
      'a name too long',
      { StartAt: 'x'.repeat(81), States: { ['x'.repeat(81)]: { Type: 'Succeed' } } },
      "a state's name must have at most 80 characters",
    ],
    [
      'a variable named states',
      one({ Type: 'Pass', Assign: { states: 1 }, End: true }),
      "/States/It/Assign/states: 'states' is reserved",
    ],
    [
      'a variable that is no name',
      one({ Type: 'Pass', Assign: { 'a-b': 1 }, End: true }),
      "'a-b' is no name for a variable",
    ],
    [
      'a variable of an outer scope assigned again',
      {
        QueryLanguage: 'JSONata',
        StartAt: 'Set',
        States: {
          Set: { Type: 'Pass', Assign: { x: 1 }, Next: 'Each' },
          Each: {
            Type: 'Map',
            ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', Assign: { x: 2 }, End: true } } },
            End: true,
          },
        },
      },
      "/States/Each/ItemProcessor/States/In/Assign/x: 'x' is assigned in an outer scope already",
    ],
    [
      'an operator too many',
      {
        StartAt: 'It',
        States: {
          It: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, IsString: true, Next: 'It' }] },
        },
      },
      'must have exactly one comparison operator',
    ],
  ])('with %s is refused, and told where', (_what, definition, message) => {
    expect(problems(definition).join('\n')).toContain(message);
  });

  it('is refused with everything that is wrong', () => {
    expect(problems({ StartAt: 'A', States: { A: { Type: 'Pass' }, B: { Type: 'Nothing' } } })).toHaveLength(
      2,
    );
  });

  it('of JSONata, of JSONPath and mixed is taken', () => {
    expect(
      problems({
        StartAt: 'A',
        States: {
          A: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% 1 %}', Next: 'B' },
          B: { Type: 'Pass', Parameters: { 'a.$': '$' }, End: true },
        },
      }),
    ).toEqual([]);
  });
});
