import { IntegrationError, type Json } from '../../../../../lib/local/states';
import { run, types } from '../machine';

const SHOW = { StartAt: 'Show', States: { Show: { Type: 'Pass', End: true } } };

function distributed(fields: object, processor: object = SHOW): object {
  return {
    StartAt: 'Map',
    States: {
      Map: {
        Type: 'Map',
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...processor },
        End: true,
        ...fields,
      },
    },
  };
}

describe('a distributed Map ("Using Map state in Distributed mode")', () => {
  it('runs children that see nothing of their parent', async () => {
    const execution = run(
      {
        StartAt: 'Set',
        States: {
          Set: { Type: 'Pass', Assign: { x: 1 }, Next: 'Map' },
          ...(
            distributed(
              { Items: [7], ItemSelector: { v: '{% $states.context.Map.Item.Value + $x %}' } },
              {
                StartAt: 'Show',
                States: {
                  Show: {
                    Type: 'Pass',
                    Output: {
                      input: '{% $states.input %}',
                      x: '{% $exists($x) %}',
                      own: '{% $states.context.Execution.Input = $states.input %}',
                      name: '{% $states.context.Execution.Name != "run" %}',
                    },
                    End: true,
                  },
                },
              },
            ) as { States: object }
          ).States,
        },
      },
      {},
    );

    expect(await execution.outcome).toEqual({
      status: 'SUCCEEDED',
      output: [{ input: { v: 8 }, x: false, own: true, name: true }],
    });
    expect(types(execution)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
  });

  const failOdd = {
    StartAt: 'Odd?',
    States: {
      'Odd?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input % 2 = 1 %}', Next: 'Bad' }],
        Default: 'Good',
      },
      Bad: { Type: 'Fail', Error: 'Odd', Cause: 'c' },
      Good: { Type: 'Succeed' },
    },
  };

  it.each([
    ['none tolerated', {}, false],
    ['two of two by count', { ToleratedFailureCount: 2 }, true],
    ['two of one by count', { ToleratedFailureCount: 1 }, false],
    ['half by percentage', { ToleratedFailurePercentage: 50 }, true],
    ['half of 49 %', { ToleratedFailurePercentage: 49 }, false],
    ['one threshold of two passed', { ToleratedFailureCount: 5, ToleratedFailurePercentage: 10 }, false],
    ['everything tolerated', { ToleratedFailurePercentage: '{% 50 + 50 %}' }, true],
  ])('with failures, %s', async (_what, fields, succeeds) => {
    const { status, error, output } = await run(distributed({ Items: [1, 2, 3, 4], ...fields }, failOdd))
      .outcome;
    const failed = { Status: 'FAILED', Error: 'Odd', Cause: 'c' };
    expect([status, error, output]).toEqual(
      succeeds
        ? ['SUCCEEDED', undefined, [failed, 2, failed, 4]]
        : ['FAILED', 'States.ExceedToleratedFailureThreshold', undefined],
    );
  });

  it('batches items by number and by bytes', async () => {
    const byNumber = await run(
      distributed({
        Items: [1, 2, 3],
        ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { of: '{% 1 + 1 %}' } },
      }),
    ).outcome;
    const byBytes = await run(
      distributed({ Items: ['aaaa', 'bbbb', 'cc'], ItemBatcher: { MaxInputBytesPerBatch: 27 } }),
    ).outcome;

    expect(byNumber.output).toEqual([
      { BatchInput: { of: 2 }, Items: [1, 2] },
      { BatchInput: { of: 2 }, Items: [3] },
    ]);
    expect(byBytes.output).toEqual([{ Items: ['aaaa', 'bbbb'] }, { Items: ['cc'] }]);
  });

  it.each<[string, object, unknown, Json]>([
    ['JSON', { InputType: 'JSON' }, { Body: '[1, 2]' }, [1, 2]],
    ['JSON at a pointer', { InputType: 'JSON', ItemsPointer: '/a~1b/0' }, { Body: '{"a/b": [[3]]}' }, [3]],
    [
      'a JSON object at a pointer',
      { InputType: 'JSON', ItemsPointer: '/at' },
      { Body: '{"at": {"k": 1}}' },
      [{ Key: 'k', Value: 1 }],
    ],
    ['JSON lines', { InputType: 'JSONL', MaxItems: 1 }, { Body: '{"a":1}\n{"a":2}\n' }, [{ a: 1 }]],
    [
      'CSV',
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      { Body: 'a,b\n1,"x, ""y"""\n' },
      [{ a: '1', b: 'x, "y"' }],
    ],
    [
      'CSV with given headers',
      { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['h'], CSVDelimiter: 'PIPE' },
      { Body: 'v|w' },
      [{ h: 'v' }],
    ],
  ])('reads items from %s', async (_what, config, result, expected) => {
    const calls: unknown[] = [];
    const reader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: config,
      Arguments: { Bucket: 'b', Key: '{% $states.input.key %}' },
    };
    const { output } = await run(distributed({ ItemReader: reader }), {
      input: { key: 'k' },
      invoke: (call) => {
        calls.push([call.service, call.action, call.arguments]);
        return result;
      },
    }).outcome;

    expect(output).toEqual(expected);
    expect(calls).toEqual([['s3', 'getObject', { Bucket: 'b', Key: 'k' }]]);
  });

  it.each<[string, object, unknown]>([
    ['text that is no JSON', { InputType: 'JSON' }, { Body: '{' }],
    [
      'a file that holds an object (recorded: test_map_item_reader_json_no_json_list_object)',
      { InputType: 'JSON' },
      { Body: '{"Hello": "world"}' },
    ],
    ['a pointer to nothing', { InputType: 'JSON', ItemsPointer: '/x' }, { Body: '{}' }],
    ['a type it cannot read', { InputType: 'PARQUET' }, { Body: '' }],
    ['a call that fails', { InputType: 'JSON' }, new IntegrationError('S3.NoSuchKeyException', 'no key')],
  ])('fails to read %s with States.ItemReaderFailed', async (_what, config, result) => {
    const reader = { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: config, Arguments: {} };
    const { error } = await run(distributed({ ItemReader: reader }), {
      invoke: () => {
        if (result instanceof Error) throw result;
        return result;
      },
    }).outcome;
    expect(error).toBe('States.ItemReaderFailed');
  });

  /** Both recorded from AWS: LocalStack's test_map_item_reader_csv_headers_decl_duplicate_headers and ..._max_items_paths. */
  it.each<[string, object, string]>([
    [
      'headers twice',
      { CSVHeaderLocation: 'GIVEN', CSVHeaders: ['h', 'h'] },
      'CSV headers cannot contain duplicates.',
    ],
    [
      'fewer than no items',
      { CSVHeaderLocation: 'FIRST_ROW', MaxItems: '{% -1 %}' },
      'field MaxItems must be positive',
    ],
  ])('does not read %s', async (_what, config, cause) => {
    const reader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'CSV', ...config },
      Arguments: {},
    };
    const execution = run(distributed({ ItemReader: reader }), { invoke: () => ({ Body: 'a,b\n1,2\n' }) });

    expect(await execution.outcome).toEqual({ status: 'FAILED', error: 'States.ItemReaderFailed', cause });
    expect(types(execution).slice(-4)).toEqual([
      'MapRunStarted',
      'MapRunFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('writes results, failures apart, and gives where they stand', async () => {
    const written: Record<string, Json> = {};
    const { output } = await run(
      distributed(
        {
          Items: [1, 2],
          ToleratedFailureCount: 1,
          ResultWriter: {
            Resource: 'arn:aws:states:::s3:putObject',
            Arguments: { Bucket: 'b', Prefix: 'p' },
          },
        },
        failOdd,
      ),
      {
        invoke: ({ arguments: given }) => {
          const { Key: key, Body: body } = given as { Key: string; Body: string };
          written[key.split('/').at(-1) ?? ''] = JSON.parse(body);
          return {};
        },
      },
    ).outcome;

    expect(output).toEqual({
      MapRunArn: expect.stringContaining(':mapRun:machine/Map:'),
      ResultWriterDetails: { Bucket: 'b', Key: expect.stringMatching(/^p\/.*\/manifest\.json$/) },
    });
    expect(Object.keys(written)).toEqual(['FAILED_0.json', 'SUCCEEDED_0.json', 'manifest.json']);
    expect(written['SUCCEEDED_0.json']).toEqual([{ Input: '2', Status: 'SUCCEEDED', Output: '2' }]);
    expect(written['FAILED_0.json']).toEqual([{ Input: '1', Status: 'FAILED', Error: 'Odd', Cause: 'c' }]);
  });
});
