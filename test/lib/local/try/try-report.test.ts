import type { InvocationResult } from '../../../../lib/local/lambda/local-lambda';
import { internalReport, tryReport, unbundledReport } from '../../../../lib/local/try/try-report';

const time = '2026-03-01T00:00:00.000Z';

function result(changes: Partial<InvocationResult>): InvocationResult {
  return {
    requestId: '1',
    executedVersion: '$LATEST',
    payload: '{"outputs":{}}',
    logs: [],
    duration: 12.6,
    memoryUsed: 50,
    ...changes,
  };
}

function failure(errorType: string, errorMessage: string, error?: object): InvocationResult {
  const logs =
    error === undefined ? [] : [{ time, level: 'ERROR', message: errorMessage, fields: { error } }];
  return result({
    functionError: 'Unhandled',
    payload: JSON.stringify({ errorType, errorMessage, trace: [] }),
    logs,
  });
}

describe('tryReport', () => {
  it('gives outputs, logs without what is the same on all, time and memory', () => {
    const fields = { workflow: 'try', step: 'a', record: 'CONTACT/1', run: '1', attempt: 2 };
    const report = tryReport(
      result({
        payload: '{"outputs":{"a":1}}',
        logs: [{ time, level: 'INFO', message: 'hello', fields }],
      }),
      [],
    );

    expect(report).toEqual({
      status: 'succeeded',
      outputFields: { a: 1 },
      logs: [{ time, level: 'INFO', message: 'hello', fields: { attempt: 2 } }],
      requests: [],
      durationMs: 13,
      memoryMb: 50,
    });
  });

  it('tells an error as the wrapper logged it, which is then no line of the log', () => {
    const logged = {
      name: 'TypeError',
      message: 'x',
      file: 'a.js',
      line: 3,
      retryable: false,
      internal: false,
      stack: ['at a.js:3:1'],
    };
    const report = tryReport(failure('CodedActions.Failed', 'try/a (a.js:3:1): TypeError: x', logged), []);

    expect(report).toMatchObject({ status: 'failed', error: logged, logs: [] });
  });

  it.each([
    ['a process that ended', 'Runtime.ExitError', false],
    ['a time-out that killed it', 'Sandbox.Timedout', false],
    ['a wrapper that does not load', 'Runtime.ImportModuleError', true],
  ])('says of %s whose fault it is', (_what, errorType, internal) => {
    expect(tryReport(failure(errorType, 'said'), []).error).toEqual({
      name: errorType,
      message: 'said',
      retryable: false,
      internal,
    });
  });

  it('takes a block for a success, which a step would wait on', () => {
    const blocked = failure('CodedActions.Blocked', 'expirationSeconds=7200 try/a waits to be completed.');
    const block = { callbackId: 'c', expirationSeconds: 7_200, outputFields: { ticket: '7' } };
    const logs = [{ time, level: 'INFO', message: 'The run waits', fields: { step: 'a', block } }];

    const report = tryReport({ ...blocked, logs }, []);

    expect(report).toMatchObject({
      status: 'succeeded',
      outputFields: { hs_execution_state: 'BLOCK', ticket: '7' },
    });
    expect(report.logs.at(-1)?.message).toContain('7200 seconds');
  });

  it('names the unanswered request behind an error that does not', () => {
    const sent = { method: 'GET', url: 'https://x/', headers: {}, body: '', status: null };
    const logged = { name: 'TypeError', message: 'fetch failed' };

    const { error } = tryReport(failure('CodedActions.Failed', 'm', logged), [sent]);

    expect(error?.message).toBe(
      'fetch failed (No fixture answers GET https://x/. Add one: {"method":"GET","url":"https://x/","status":200,"body":{}})',
    );
  });
});

describe('unbundledReport', () => {
  it('gives the first error of the bundler with its place', () => {
    const warning = {
      severity: 'warning',
      code: 'w',
      location: { file: 'a.js', line: 1, column: 1 },
      message: 'W.',
      remedy: '',
    } as const;
    const error = {
      ...warning,
      severity: 'error',
      code: 'unresolved-import',
      location: { file: 'a.js', line: 2, column: 9 },
      message: 'M.',
      remedy: 'R.',
    } as const;

    expect(unbundledReport([warning, error])).toMatchObject({
      status: 'failed',
      error: {
        name: 'unresolved-import',
        message: 'M. R.',
        file: 'a.js',
        line: 2,
        retryable: false,
        internal: false,
      },
    });
  });
});

describe('internalReport', () => {
  it('says that the fault is ours', () => {
    expect(internalReport(new RangeError('oops'))).toMatchObject({
      status: 'failed',
      error: { name: 'RangeError', message: 'oops', internal: true },
    });
  });
});
