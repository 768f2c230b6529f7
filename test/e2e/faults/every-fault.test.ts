import { type FaultPlan, faultPlan } from '../../../lib/local/faults/fault-plan';
import { VirtualClock } from '../../../lib/local/states';
import { type ExampleAccount, openExamples } from '../../lib/local/examples/example-account';
import { type ExampleAssembly, synthesizeExamples } from '../../lib/local/examples/example-assembly';

// Under each fault: nothing is lost (every event ends in a run that has finished, or in a failure or a dead letter that
// says why), nothing is doubled, and what is kept of a run is what became of it.

const LEAD = { email: 'ana@example.com', firstname: 'Ana', country: 'ES', lifecyclestage: 'lead' };
const DAY = 86_400_000;

/** What becomes of the four workflows; a failure by its name. */
interface Ends {
  readonly 'rotate-leads': string;
  /** Undefined where no run follows. */
  readonly 'follow-up': string | undefined;
  readonly approval: string;
  readonly charge: string;
}
const ALL_WELL: Ends = {
  'rotate-leads': 'SUCCEEDED',
  'follow-up': 'SUCCEEDED',
  approval: 'SUCCEEDED',
  charge: 'SUCCEEDED',
};

const STATUS_EVENTS = { source: ['aws.states'] };
const OWN_EVENTS = { source: [{ 'anything-but': 'aws.states' }] };

const cases: [name: string, faults: object[], ends: Partial<Ends>][] = [
  ['functions that are throttled for a while', [{ at: 'function', what: 'throttled', times: 3 }], {}],
  [
    'a function that is throttled for good',
    [{ at: 'function', workflow: 'follow-up', what: 'throttled', times: 'always' }],
    { 'follow-up': 'Lambda.TooManyRequestsException' },
  ],
  [
    'an action that dies behind its side effect: its onError takes over',
    [{ at: 'function', workflow: 'rotate-leads', what: 'died' }],
    { 'follow-up': undefined },
  ],
  [
    'an action that dies, with nobody to catch it',
    [{ at: 'function', workflow: 'follow-up', what: 'died' }],
    { 'follow-up': 'Runtime.ExitError' },
  ],
  [
    'an action that times out behind its side effect, and is tried again',
    [{ at: 'function', step: 'charge', what: 'timed-out', times: 2 }],
    {},
  ],
  [
    'an action that times out before it did anything, and is tried again',
    [{ at: 'function', step: 'charge', what: 'timed-out', when: 'before', times: 2 }],
    {},
  ],
  [
    'an action that times out for good',
    [{ at: 'function', step: 'charge', what: 'timed-out', times: 'always' }],
    { charge: 'Sandbox.Timedout' },
  ],
  [
    'an action that dies in a pause',
    [{ at: 'function', workflow: 'approval', what: 'died' }],
    { approval: 'Runtime.ExitError' },
  ],
  [
    'the function that keeps the status, dying behind its work',
    [{ at: 'function', function: 'RunStatusOnChange', what: 'died', times: 2 }],
    {},
  ],
  [
    'the function that keeps the status, dying before its work, for good',
    [{ at: 'function', function: 'RunStatusOnChange', what: 'died', when: 'before', times: 'always' }],
    {},
  ],
  [
    'the function that completes pauses, dying behind its work',
    [{ at: 'function', function: 'CallbackCompletionOnComplete', what: 'died', times: 2 }],
    {},
  ],
  ...['GetItem', 'UpdateItem', 'TransactWriteItems'].flatMap((operation) =>
    ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'].map(
      (error): [string, object[], Partial<Ends>] => [
        `${operation} that is throttled as ${error}`,
        [{ at: 'table', operation, what: 'throttled', error, times: 3 }],
        {},
      ],
    ),
  ),
  ...['UpdateItem', 'TransactWriteItems'].flatMap((operation): [string, object[], Partial<Ends>][] => [
    [`${operation} that meets a conflict`, [{ at: 'table', operation, what: 'conflict', times: 2 }], {}],
    [`${operation} whose answer is lost`, [{ at: 'table', operation, what: 'answer-lost' }], {}],
    [
      `${operation} whose second answer is lost`,
      [{ at: 'table', operation, what: 'answer-lost', call: 2 }],
      {},
    ],
    [
      `${operation} whose third answer is lost`,
      [{ at: 'table', operation, what: 'answer-lost', call: 3 }],
      {},
    ],
  ]),
  [
    'a table that throttles for good',
    [{ at: 'table', what: 'throttled', times: 'always' }],
    {
      'rotate-leads': 'DynamoDB.ProvisionedThroughputExceededException',
      'follow-up': undefined,
      approval: 'DynamoDB.ProvisionedThroughputExceededException',
      charge: 'DynamoDB.ProvisionedThroughputExceededException',
    },
  ],
  ['events that come twice', [{ at: 'event', what: 'doubled', times: 'always' }], {}],
  ['events that come late', [{ at: 'event', what: 'delayed', seconds: 300, times: 'always' }], {}],
  [
    'events that overtake each other',
    [{ at: 'event', what: 'overtaken', pattern: OWN_EVENTS, times: 'always' }],
    {},
  ],
  [
    'status events that come twice and late',
    [
      { at: 'event', what: 'doubled', pattern: STATUS_EVENTS, times: 3 },
      { at: 'event', what: 'delayed', pattern: STATUS_EVENTS, seconds: 600, times: 'always' },
    ],
    {},
  ],
  [
    'status events that overtake each other',
    [{ at: 'event', what: 'overtaken', pattern: STATUS_EVENTS, times: 'always' }],
    {},
  ],
  [
    'status events that are lost: the sweep finds out',
    [{ at: 'event', what: 'lost', pattern: STATUS_EVENTS, times: 'always' }],
    {},
  ],
  [
    'failures whose status events are lost: the sweep finds out',
    [
      { at: 'event', what: 'lost', pattern: STATUS_EVENTS, times: 'always' },
      { at: 'function', workflow: 'follow-up', what: 'died' },
    ],
    { 'follow-up': 'Runtime.ExitError' },
  ],
  ['secrets that are down for a while', [{ at: 'secret', what: 'down', times: 3 }], {}],
  ['secrets that are throttled for a while', [{ at: 'secret', what: 'throttled', times: 3 }], {}],
];

let assembly: ExampleAssembly;
beforeAll(async () => {
  assembly = await synthesizeExamples();
});
afterAll(() => assembly.remove());

interface Happened {
  readonly account: ExampleAccount;
  readonly strikes: number;
  /** The events that workflows emitted: what happened, to whom, and the key by which a consumer tells a second one. */
  readonly emitted: readonly { type: string; objectId: unknown; key: unknown }[];
}

/** A lead comes in, an approval is wanted and given, a charge is wanted; then a night passes. */
async function happen(faults: FaultPlan): Promise<Happened> {
  let strikes = 0;
  const emitted: { type: string; objectId: unknown; key: unknown }[] = [];
  const account = await openExamples(assembly.directory, {
    // The sweep asks about runs that began an hour ago, by the machine's time.
    clock: new VirtualClock(Date.now() - 10 * DAY, { jumpsOutside: false }),
    faults,
    onFault: () => void strikes++,
    onEvent: (bus, { source, 'detail-type': type, detail }) => {
      if (bus === 'default' || source !== 'coded-actions') return;
      emitted.push({ type, objectId: detail.objectId, key: detail.idempotencyKey });
    },
  });
  const { runtime, send, items, invoke } = account;
  const about = { objectType: 'contact', properties: LEAD };
  send('record.created', { ...about, objectId: '1001', idempotencyKey: 'lead' });
  send('approval.wanted', { ...about, objectId: '1002', idempotencyKey: 'approval' });
  send('charge.wanted', { ...about, objectId: '1003', idempotencyKey: 'charge' });
  await runtime.idle();
  for (const { callbackId } of await items('wait#approval')) {
    send('callback.complete', { callbackId: callbackId?.S, outputs: { by: 'Eva' } });
  }
  await runtime.idle();
  await invoke('Finds runs', {});
  await runtime.idle();
  return { account, strikes, emitted };
}

it.each(cases)(
  '%s: nothing is lost, nothing is doubled',
  async (_, faults, ends) => {
    const { account, strikes, emitted } = await happen(faultPlan.parse({ faults }));
    const { runtime, items, charges } = account;
    const executions = await Promise.all(
      runtime.executions().map(async ({ machine, execution }) => ({
        workflow: machine.name.replace('coded-actions-local-', ''),
        arn: execution.arn,
        ...(execution.status === 'RUNNING' ? { status: 'RUNNING' } : await execution.outcome),
      })),
    );
    const runs = await items('run#');
    const markers = (await items('record#')).filter(({ sk }) => String(sk?.S).startsWith('marker#'));
    await account.close();

    expect(strikes).toBeGreaterThan(0);

    // Every event ends in one run of each workflow that it is for; what more there is says why it was refused.
    const refused = executions.filter(
      (one) => 'output' in one && /"enrolled":false/.test(JSON.stringify(one.output)),
    );
    expect(refused.map((one) => JSON.stringify('output' in one && one.output))).toEqual(
      refused.map(() => expect.stringMatching(/"reason":"(duplicate-event|already-active)"/)),
    );
    const real = executions.filter((one) => !refused.includes(one));
    const expected = Object.entries({ ...ALL_WELL, ...ends }).filter(([, end]) => end !== undefined);
    expect(
      Object.fromEntries(real.map((one) => [one.workflow, ('error' in one && one.error) || one.status])),
    ).toEqual(Object.fromEntries(expected));
    expect(real).toHaveLength(expected.length);

    // A failure says why, in words: a person must act on it.
    for (const one of real) {
      if (one.status !== 'FAILED') continue;
      expect('cause' in one && one.cause).toMatch(/[A-Za-z]+ [A-Za-z]+/);
      expect('cause' in one && one.cause).not.toMatch(/undefined|\[object/);
    }

    // What is kept of a run is what became of it, and its record is free for the next.
    const enrolled = real.filter(({ arn }) => runs.some(({ execution }) => execution?.S === arn));
    expect(runs.map(({ execution, status }) => [execution?.S, status?.S]).sort()).toEqual(
      enrolled.map(({ arn, status }) => [arn, status]).sort(),
    );
    expect(markers.map(({ status }) => status?.S)).toEqual(markers.map(() => 'ended'));

    // Side effects have one key each, however often they were tried.
    const events = new Map<string, Set<unknown>>();
    for (const { type, objectId, key } of emitted) {
      const name = `${type} ${objectId}`;
      events.set(name, (events.get(name) ?? new Set()).add(key));
    }
    for (const [name, keys] of events) expect([name, keys.size]).toEqual([name, 1]);
    expect(new Set(charges).size).toBeLessThanOrEqual(1);
    if (!('charge' in ends)) expect(new Set(charges).size).toBe(1);
  },
  120_000,
);
