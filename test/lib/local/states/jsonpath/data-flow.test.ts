import { runState } from '../machine';

const path = (fields: object, input: object) =>
  runState({ QueryLanguage: 'JSONPath', Type: 'Pass', End: true, ...fields }, { input: { ...input } });

/** AWS's wordings are recorded: LocalStack's test_invalid_jsonpath and test_catch_states_runtime. */
describe('a path that leads nowhere', () => {
  it.each<[string, object, string]>([
    ['$.no', {}, "No results for path: $['no']"],
    ['$.a.no', { a: {} }, "No results for path: $['a']['no']"],
    ['$.no.such.path', {}, "Missing property in path $['no']"],
    ['$.a.no.path', { a: {} }, "Missing property in path $['a']['no']"],
  ])('%s of %j', async (OutputPath, input, said) => {
    expect(await path({ OutputPath }, input)).toEqual({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: `An error occurred while executing the state 'It' (entered at the event id #2). Invalid path '${OutputPath}' : ${said}`,
    });
  });
});

/** Recorded: LocalStack's test_map_state_tolerated_failure_count_path. */
it('a threshold below nothing is refused in the words of AWS', async () => {
  const { error, cause } = await runState(
    {
      QueryLanguage: 'JSONPath',
      Type: 'Map',
      ItemsPath: '$.items',
      ToleratedFailureCountPath: '$.count',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'In',
        States: { In: { Type: 'Succeed' } },
      },
      End: true,
    },
    { input: { items: [1], count: -1 } },
  );

  expect(error).toBe('States.Runtime');
  expect(cause).toContain('. ToleratedFailureCount cannot be negative.');
});

it.each([
  [0, 'TimeoutSeconds must be at least 1, not 0.'],
  [100_000_000, 'TimeoutSeconds must be at most 99999999, not 100000000.'],
])('a time-out of %d seconds is refused', async (seconds, said) => {
  const { error, cause } = await runState(
    {
      QueryLanguage: 'JSONPath',
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: {},
      TimeoutSecondsPath: '$.seconds',
      End: true,
    },
    { input: { seconds } },
  );

  expect(error).toBe('States.Runtime');
  expect(cause).toContain(said);
});
