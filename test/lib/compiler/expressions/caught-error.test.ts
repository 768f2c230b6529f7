import fc from 'fast-check';
import { caughtError, retryAfterSeconds } from '../../../../lib/compiler/expressions/caught-error';
import { compileExpression, evaluate } from '../../../../lib/local/states';

/** By the interpreter: `$parse` is one of Step Functions' own. */
function evaluated(text: string, errorOutput: { Error: string; Cause?: string }): unknown {
  const surroundings = { now: () => 0, random: () => 0 };
  const states = JSON.parse(JSON.stringify({ errorOutput }));
  const { results, failure } = evaluate([compileExpression(text)], { states }, surroundings);
  if (failure !== undefined) throw failure;
  return results[0];
}
const caught = (name: string, cause?: string) =>
  evaluated(caughtError, { Error: name, ...(cause === undefined ? {} : { Cause: cause }) });

describe('what a Catch tells of an error', () => {
  it.each<[what: string, error: string, cause: string | undefined, message: string]>([
    [
      'a function',
      'CodedActions.Failed',
      '{"errorType":"CodedActions.Failed","errorMessage":"No \\"owner\\"\\n","trace":[]}',
      'No "owner"\n',
    ],
    ['a function, spaced', 'E', '{ "errorType": "E", "errorMessage": "x" }', 'x'],
    ['a function, its Cause cut off', 'E', '{"errorMessage":"whole","trace":["Error: who', 'whole'],
    ['a function, its message cut off', 'E', '{"errorMessage":"who', '{"errorMessage":"who'],
    [
      'a service',
      'Lambda.TooManyRequestsException',
      'Rate Exceeded. (Service: AWSLambda)',
      'Rate Exceeded. (Service: AWSLambda)',
    ],
    ['nothing', 'States.Timeout', undefined, ''],
  ])('is the message of %s', (_, error, cause, message) => {
    expect(caught(error, cause)).toEqual({ name: error, message });
  });

  it('names our own failures', () => {
    const cause =
      "An error occurred while executing the state 'x (re-read)' (entered at the event id #2). The JSONata expression " +
      '\'$error("RecordDeleted: " & "contact ")\' specified for the field \'Assign/record\' threw an error during ' +
      'evaluation. D3137: RecordDeleted: contact 1001 was deleted during the run.';
    expect(caught('States.QueryEvaluationError', cause)).toEqual({
      name: 'RecordDeleted',
      message: 'contact 1001 was deleted during the run.',
    });
  });

  it('never fails, and is exact for any message, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (message, trace) => {
        const cause = JSON.stringify({ errorType: 'E', errorMessage: message, trace });
        expect(caught('E', cause)).toEqual({ name: 'E', message });
      }),
      { numRuns: 300 },
    );
  });

  it('never fails for a Cause of any form', () => {
    fc.assert(
      fc.property(fc.string(), (cause) => {
        expect(caught('E', cause)).toMatchObject({ name: 'E', message: expect.any(String) });
      }),
    );
  });
});

describe('the seconds of a Retry-After', () => {
  it.each<[cause: string, seconds: number]>([
    ['{"errorMessage":"retryAfterSeconds=600 x","trace":["E: retryAfterSeconds=600 x"]}', 600],
    ['{"errorMessage":"retryAfterSeconds=1 "}', 1],
    ['{"errorMessage":"soon"}', 60],
    ['', 60],
  ])('are, in %s, %i', (cause, seconds) => {
    expect(evaluated(retryAfterSeconds, { Error: 'CodedActions.RetryAfter', Cause: cause })).toBe(seconds);
  });
});
