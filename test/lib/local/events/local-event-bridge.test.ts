import type { LocalRule, LocalTarget } from '../../../../lib/local/assembly/local-resources';
import type { DeadLetter, TargetCall } from '../../../../lib/local/events/deliver';
import { DeliveryError } from '../../../../lib/local/events/delivery-error';
import { LocalEventBridge } from '../../../../lib/local/events/local-event-bridge';
import { VirtualClock } from '../../../../lib/local/states';

// "PutEvents" and "PutEventsResultEntry" (API Reference); the messages of refused entries are recorded from AWS in the
// vectors services.events_task_service.*. Retries and dead letters: "Event retry policy and using dead-letter queues".

const start = Date.parse('2026-11-24T04:00:00Z');
const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';

function ruleOf(changes: Partial<LocalRule> = {}, target: Partial<LocalTarget> = {}): LocalRule {
  return {
    stack: 'test',
    logicalId: 'Rule',
    name: 'rule',
    arn: 'arn:rule',
    busName: 'bus',
    enabled: true,
    eventPattern: { source: ['shop'] },
    targets: [{ id: 'target', arn, maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400, ...target }],
    ...changes,
  };
}

function bridgeOf(rules: LocalRule[], call: TargetCall = async () => {}) {
  const clock = new VirtualClock(start);
  const calls: [at: number, arn: string, input: unknown][] = [];
  const deadLetters: DeadLetter[] = [];
  const bridge = new LocalEventBridge({
    account: '000000000000',
    region: 'us-east-1',
    buses: [
      {
        stack: 'test',
        logicalId: 'Bus',
        name: 'bus',
        arn: 'arn:aws:events:us-east-1:000000000000:event-bus/bus',
      },
    ],
    rules,
    clock,
    call: (delivery) => {
      calls.push([clock.now() - start, delivery.target.arn, JSON.parse(delivery.input)]);
      return call(delivery);
    },
    sendDeadLetter: (letter) => deadLetters.push(letter),
  });
  return { bridge, calls, deadLetters, clock };
}

const entry = { EventBusName: 'bus', Source: 'shop', DetailType: 'sold', Detail: '{"a":1}' };

describe('putEvents', () => {
  it('makes an envelope and delivers it to the targets of every rule that matches', async () => {
    const { bridge, calls } = bridgeOf([
      ruleOf(),
      ruleOf({ name: 'other' }),
      ruleOf({ eventPattern: { source: ['else'] } }),
    ]);
    const result = bridge.putEvents([{ ...entry, Resources: ['r'], Time: 1_700_000_000 }]);
    await bridge.idle();
    expect(result).toEqual({
      FailedEntryCount: 0,
      Entries: [{ EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
    });
    expect(calls).toHaveLength(2);
    expect(calls[0]).toEqual([
      0,
      arn,
      {
        version: '0',
        id: expect.any(String),
        'detail-type': 'sold',
        source: 'shop',
        account: '000000000000',
        time: '2023-11-14T22:13:20Z',
        region: 'us-east-1',
        resources: ['r'],
        detail: { a: 1 },
      },
    ]);
  });

  it('takes a bus by its ARN, and the default bus without one', async () => {
    const { bridge, calls } = bridgeOf([ruleOf(), ruleOf({ busName: 'default' })]);
    bridge.putEvents([{ ...entry, EventBusName: 'arn:aws:events:us-east-1:000000000000:event-bus/bus' }]);
    const { EventBusName: _, ...onDefault } = entry;
    bridge.putEvents([onDefault]);
    await bridge.idle();
    expect(calls).toHaveLength(2);
  });

  it('passes over rules that are disabled', async () => {
    const { bridge, calls } = bridgeOf([ruleOf({ enabled: false })]);
    bridge.putEvents([entry]);
    await bridge.idle();
    expect(calls).toEqual([]);
  });

  const { Source: _1, ...noSource } = entry;
  const { DetailType: _2, ...noType } = entry;
  const { Detail: _3, ...noDetail } = entry;
  it.each([
    [
      'no source',
      noSource,
      'InvalidArgument',
      'Parameter Source is not valid. Reason: Source is a required argument.',
    ],
    [
      'no detail type',
      noType,
      'InvalidArgument',
      'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
    ],
    [
      'no detail',
      noDetail,
      'InvalidArgument',
      'Parameter Detail is not valid. Reason: Detail is a required argument.',
    ],
    ['a detail that is no JSON', { ...entry, Detail: '{' }, 'MalformedDetail', 'Detail is malformed.'],
    ['a detail that is no object', { ...entry, Detail: '"text"' }, 'MalformedDetail', 'Detail is malformed.'],
    [
      'a source of AWS',
      { ...entry, Source: 'aws.states' },
      'NotAuthorizedForSourceException',
      'Not authorized for the source: aws.states.',
    ],
    [
      'an unknown bus',
      { ...entry, EventBusName: 'nowhere' },
      'InvalidArgument',
      'Event bus nowhere does not exist.',
    ],
    [
      'too much',
      { ...entry, Detail: JSON.stringify({ a: 'x'.repeat(1_048_576) }) },
      'InvalidArgument',
      expect.stringContaining('1 MB'),
    ],
  ])('refuses an entry with %s, and takes the others', (_, wrong, ErrorCode, ErrorMessage) => {
    const { bridge } = bridgeOf([]);
    expect(bridge.putEvents([entry, wrong])).toEqual({
      FailedEntryCount: 1,
      Entries: [{ EventId: expect.any(String) }, { ErrorCode, ErrorMessage }],
    });
  });
});

describe('a delivery that fails', () => {
  it('is tried again with doubling waits until it succeeds', async () => {
    let failures = 3;
    const { bridge, calls, deadLetters } = bridgeOf([ruleOf()], async () => {
      if (failures-- > 0) throw new DeliveryError('THROTTLING', 'Rate exceeded');
    });
    bridge.putEvents([entry]);
    await bridge.idle();
    expect(calls.map(([at]) => at)).toEqual([0, 1_000, 3_000, 7_000]);
    expect(deadLetters).toEqual([]);
  });

  it.each([
    ['attempts', { maximumRetryAttempts: 2 }, 'MaximumRetryAttempts', '2'],
    ['age', { maximumEventAgeSeconds: 60 }, 'MaximumEventAgeInSeconds', '5'],
  ])('goes to the dead-letter queue when its %s are used up', async (_, policy, condition, retries) => {
    const { bridge, deadLetters } = bridgeOf(
      [ruleOf({}, { ...policy, deadLetterArn: 'arn:queue' })],
      async () => {
        throw new Error('broken');
      },
    );
    bridge.putEvents([entry]);
    await bridge.idle();
    expect(deadLetters).toEqual([
      {
        queueArn: 'arn:queue',
        ruleArn: 'arn:rule',
        body: expect.stringContaining('"detail":{"a":1}'),
        attributes: {
          RULE_ARN: 'arn:rule',
          TARGET_ARN: arn,
          ERROR_CODE: 'ERROR_FROM_TARGET',
          ERROR_MESSAGE: 'broken',
          RETRY_ATTEMPTS: retries,
          EXHAUSTED_RETRY_CONDITION: condition,
        },
      },
    ]);
  });

  it('goes there at once when the target does not exist', async () => {
    const { bridge, calls, deadLetters } = bridgeOf(
      [ruleOf({}, { deadLetterArn: 'arn:queue' })],
      async () => {
        throw new DeliveryError('NO_RESOURCE', 'gone');
      },
    );
    bridge.putEvents([entry]);
    await bridge.idle();
    expect(calls).toHaveLength(1);
    expect(deadLetters[0]?.attributes).toMatchObject({ ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' });
  });

  it('is given up when the bridge is closed', async () => {
    const { bridge, calls } = bridgeOf([ruleOf()], async () => {
      bridge.close();
      throw new Error('broken');
    });
    bridge.putEvents([entry]);
    await bridge.idle();
    expect(calls).toHaveLength(1);
  });
});
