import type { LocalFunction } from '../../../../lib/local/assembly/local-resources';
import { ServiceError } from '../../../../lib/local/dynamodb/service-error';
import type { Delivery, TargetCall } from '../../../../lib/local/events/deliver';
import { faultPlan } from '../../../../lib/local/faults/fault-plan';
import { Faults } from '../../../../lib/local/faults/faults';
import { VirtualClock } from '../../../../lib/local/states';

function faults(...written: object[]): Faults {
  return new Faults(faultPlan.parse({ faults: written }));
}

const fn: LocalFunction = {
  stack: 'rotate-leads',
  logicalId: 'availabilityFunction1',
  name: 'rotate-leads-availability',
  arn: 'arn:aws:lambda:us-east-1:1:function:rotate-leads-availability',
  description: 'rotate-leads: Ask',
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  codeFolder: '/nowhere',
  environment: {},
  memorySize: 256,
  timeoutSeconds: 20,
  roleArn: 'arn:role',
  logGroup: 'logs',
  tags: { 'coded-actions:workflow': 'rotate-leads', 'coded-actions:step': 'availability' },
};

describe('functions', () => {
  const done = {
    requestId: 'r',
    executedVersion: '7',
    payload: '{"ok":true}',
    logs: [],
    duration: 1,
    memoryUsed: 1,
  };
  function open(fault: object) {
    let runs = 0;
    const inner = {
      invoke: async () => {
        runs++;
        return done;
      },
    };
    const functions = faults({ at: 'function', ...fault }).functions(inner, () => fn);
    return { invoke: () => functions.invoke(fn.arn, '{}'), runs: () => runs };
  }

  it('that are throttled do not run, once', async () => {
    const { invoke, runs } = open({ what: 'throttled' });
    await expect(invoke()).rejects.toMatchObject({ name: 'TooManyRequestsException', status: 429 });
    expect(runs()).toBe(0);
    expect(await invoke()).toEqual(done);
  });

  // The words are those that Lambda's runtime itself is held to here (lib/local/lambda/function-error.ts).
  it.each([
    [{ what: 'timed-out' }, 1, 'Sandbox.Timedout', 'Task timed out after 20.00 seconds'],
    [{ what: 'timed-out', when: 'before' }, 0, 'Sandbox.Timedout', 'Task timed out after 20.00 seconds'],
    [{ what: 'died' }, 1, 'Runtime.ExitError', 'Runtime exited with error: signal: killed'],
    [{ what: 'died', when: 'before' }, 0, 'Runtime.ExitError', 'Runtime exited with error: signal: killed'],
  ])('by %j have run %d times, and fail', async (fault, ran, errorType, message) => {
    const { invoke, runs } = open(fault);
    const { functionError, payload } = await invoke();
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload)).toEqual({ errorType, errorMessage: expect.stringContaining(message) });
    expect(runs()).toBe(ran);
  });

  it.each([
    [{ workflow: 'rotate-leads', step: 'availability' }, true],
    [{ function: 'availability' }, true],
    [{ function: 'rotate-leads-av' }, true],
    [{ workflow: 'follow-up' }, false],
    [{ workflow: 'rotate-leads', step: 'other' }, false],
  ])('of %j: %s', async (which, expected) => {
    const { invoke } = open({ what: 'died', ...which });
    expect((await invoke()).payload !== done.payload).toBe(expected);
  });
});

describe('the table', () => {
  function open(fault: object) {
    const done: string[] = [];
    const call = faults({ at: 'table', ...fault }).table(async (operation) => {
      done.push(operation);
      return { done };
    });
    return { call, done };
  }

  it.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])(
    'throttles as %s, and does nothing',
    async (error) => {
      const { call, done } = open({ what: 'throttled', error });
      await expect(call('GetItem', {})).rejects.toMatchObject({ name: error });
      expect(done).toEqual([]);
      await call('GetItem', {});
      expect(done).toEqual(['GetItem']);
    },
  );

  it('throttles only the operation that it is about', async () => {
    const { call, done } = open({ what: 'throttled', operation: 'UpdateItem', times: 'always' });
    await call('GetItem', {});
    await expect(call('UpdateItem', {})).rejects.toThrow();
    expect(done).toEqual(['GetItem']);
  });

  it('loses the answer to what it has done', async () => {
    const { call, done } = open({ what: 'answer-lost' });
    await expect(call('PutItem', {})).rejects.toMatchObject({ name: 'InternalServerError', status: 500 });
    expect(done).toEqual(['PutItem']);
  });

  // "Transaction conflict handling in DynamoDB": reads of single items meet none.
  it('meets a conflict in writes, and not in reads', async () => {
    const { call } = open({ what: 'conflict', times: 'always' });
    await expect(call('GetItem', {})).resolves.toBeDefined();
    await expect(call('UpdateItem', {})).rejects.toMatchObject({ name: 'TransactionConflictException' });
    const error = await call('TransactWriteItems', { TransactItems: [{ Put: {} }, { Update: {} }] }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      message: expect.stringContaining('[TransactionConflict, None]'),
      details: { CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }] },
    });
  });
});

describe('events', () => {
  const target = {
    id: 't',
    arn: 'arn:aws:states:us-east-1:1:stateMachine:m',
    maximumRetryAttempts: 1,
    maximumEventAgeSeconds: 60,
  };
  const rule = {
    stack: 's',
    logicalId: 'Rule',
    name: 'rule',
    arn: 'arn:rule',
    busName: 'b',
    enabled: true,
    targets: [target],
  };
  function delivery(type: string): Delivery {
    return {
      rule,
      target,
      input: '{}',
      event: {
        version: '0',
        id: type,
        'detail-type': type,
        source: 'test',
        account: '1',
        time: '',
        region: 'us-east-1',
        resources: [],
        detail: {},
      },
    };
  }
  function open(fault: object) {
    const clock = new VirtualClock(0);
    const came: [type: string, second: number][] = [];
    const inner: TargetCall = async ({ event }) => void came.push([event.id, clock.now() / 1000]);
    const signal = new AbortController().signal;
    const call = faults({ at: 'event', ...fault }).targets(inner, { clock, signal });
    /** One after the other, at one time. */
    const send = async (...types: string[]) => {
      const sent: Promise<void>[] = [];
      const sending = async () => {
        for (const type of types) {
          sent.push(call(delivery(type)));
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      await clock.during(sending());
      await Promise.all(sent);
    };
    return { came, send };
  }

  it.each<[object, string[]]>([
    [{ what: 'doubled' }, ['a 0', 'a 0', 'b 0', 'c 0']],
    [{ what: 'lost', call: 2 }, ['a 0', 'c 0']],
    [{ what: 'delayed', seconds: 300 }, ['b 0', 'c 0', 'a 300']],
    [{ what: 'overtaken' }, ['b 0', 'a 0', 'c 0']],
    [{ what: 'overtaken', call: 3, seconds: 30 }, ['a 0', 'b 0', 'c 30']],
    [{ what: 'lost', pattern: { 'detail-type': ['b'] }, times: 'always' }, ['a 0', 'c 0']],
    [{ what: 'lost', rule: 'Ru', times: 'always' }, []],
    [{ what: 'lost', rule: 'Other', times: 'always' }, ['a 0', 'b 0', 'c 0']],
  ])('by %j come so', async (fault, expected) => {
    const { came, send } = open(fault);
    await send('a', 'b', 'c');
    expect(came.map(([type, second]) => `${type} ${second}`)).toEqual(expected);
  });
});

describe('secrets', () => {
  const value = {
    ARN: 'a',
    Name: 'n',
    VersionId: 'v',
    SecretString: 's',
    VersionStages: [],
    CreatedDate: 0,
  };
  const open = (fault: object) => faults({ at: 'secret', ...fault }).secrets({ getSecretValue: () => value });

  it.each([
    ['down', 'InternalServiceError', 500],
    ['throttled', 'ThrottlingException', 400],
  ])('that are %s fail so, and then come', (what, name, status) => {
    const secrets = open({ what });
    expect(() => secrets.getSecretValue('KEY')).toThrow(expect.objectContaining({ name, status }));
    expect(secrets.getSecretValue('KEY')).toBe(value);
  });

  it.each([
    ['coded-actions/dev/KEY', true],
    ['arn:aws:secretsmanager:us-east-1:1:secret:coded-actions/dev/KEY-aB3dEf', true],
    ['KEY', true],
    ['coded-actions/dev/OTHER_KEY', false],
    ['coded-actions/dev/KEY-2', false],
  ])('are told by their name: %s, %s', (id, expected) => {
    const secrets = open({ what: 'down', secret: 'KEY' });
    if (expected) expect(() => secrets.getSecretValue(id)).toThrow();
    else expect(secrets.getSecretValue(id)).toBe(value);
  });
});
