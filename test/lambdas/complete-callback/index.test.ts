import { openStore, type Store } from '../../../lib/local/dynamodb/store';
import { attributesOf } from '../../../lib/records/attributes';
import { waitKey } from '../../../lib/records/keys';
import { namedTable } from '../../../lib/records/table-definition';
import { storedItem } from '../../lib/records/stored-item';
import { fakeStepFunctions } from '../run-status/fake-step-functions';

const TableName = 'coded-actions-dev-records';
const endpoints = ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SFN', 'AWS_ENDPOINT_URL'];

/** With the SDK's clients, as in AWS: they find the endpoint by the environment. */
describe('the handler of callback.complete', () => {
  let store: Store;
  let stepFunctions: Awaited<ReturnType<typeof fakeStepFunctions>>;
  const sent: Record<string, unknown>[] = [];
  let refusal: string | undefined;

  beforeAll(async () => {
    store = await openStore({ tables: [namedTable(TableName)], clock: Date });
    stepFunctions = await fakeStepFunctions((operation, request) => {
      if (operation !== 'SendTaskSuccess') throw new Error(`Nobody asks for ${operation}.`);
      if (refusal !== undefined) return { __type: refusal, message: 'no' };
      sent.push(request);
      return {};
    });
    for (const name of endpoints) delete process.env[name];
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: (await store.listen()).url,
      AWS_ENDPOINT_URL_SFN: stepFunctions.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      CODED_ACTIONS_STAGE: 'dev',
    });
    jest.spyOn(console, 'log').mockImplementation(() => {});
    jest.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterAll(async () => {
    stepFunctions.close();
    await store.close();
    jest.restoreAllMocks();
  });
  beforeEach(() => {
    sent.length = 0;
    refusal = undefined;
  });

  /** A pause as the state machine stores it. */
  const pause = (callbackId: string, declared?: string) =>
    store.call('PutItem', {
      TableName,
      Item: attributesOf({
        ...waitKey(callbackId),
        callbackId,
        token: `token of ${callbackId}`,
        execution: 'arn:x',
        workflow: 'w',
        step: 's',
        objectType: 'contact',
        objectId: '1',
        waitingSince: '2026-01-01T00:00:00.000Z',
        waitingUntil: '2026-01-08T00:00:00.000Z',
        declared,
        expiresAt: 5,
      }),
    });
  const item = (callbackId: string) =>
    storedItem(store, { TableName, Key: attributesOf({ ...waitKey(callbackId) }) });

  it('sends the outputs to the run that waits, once and for all', async () => {
    const { handler } = await import('../../../lambdas/complete-callback');
    await pause('a');

    await handler({ detail: { callbackId: 'a', outputs: { x: 1, y: null } } });
    refusal = 'TaskTimedOut';
    await handler({ detail: { callbackId: 'a', outputs: { x: 2 } } });

    expect(sent).toEqual([{ taskToken: 'token of a', output: '{"x":1}' }]);
    expect(await item('a')).toMatchObject({ outputs: { S: '{"x":1}' }, expiresAt: { N: '5' } });
  });

  it('warns of what the step leaves out, which its sender would not hear of', async () => {
    const { handler } = await import('../../../lambdas/complete-callback');
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
    await pause('w', '{"approved":"boolean"}');

    await handler({ detail: { callbackId: 'w', outputs: { aproved: true, approved: 'maybe' } } });

    expect(warned.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
      {
        callbackId: 'w',
        outcome: 'completed',
        leftOut: [
          'The output aproved is not declared in the step\'s "outputs": left out.',
          'The output approved is "maybe", which cannot be a boolean: left out.',
        ],
      },
    ]);
  });

  it('stores a completion that comes before the pause', async () => {
    const { handler } = await import('../../../lambdas/complete-callback');

    await handler({ detail: { callbackId: 'early', outputs: { x: 1 } } });

    expect(sent).toEqual([]);
    expect(await item('early')).toMatchObject({ outputs: { S: '{"x":1}' }, callbackId: { S: 'early' } });
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
    'takes %s for the end of the pause, which is no failure',
    async (name) => {
      const { handler } = await import('../../../lambdas/complete-callback');
      await pause(name);
      refusal = name;

      await expect(handler({ detail: { callbackId: name, outputs: {} } })).resolves.toBeUndefined();
    },
  );

  it('sends what was stored when it is called again, where sending had failed', async () => {
    const { handler } = await import('../../../lambdas/complete-callback');
    await pause('b');
    refusal = 'InvalidOutput';
    await expect(handler({ detail: { callbackId: 'b', outputs: { x: 1 } } })).rejects.toThrow('no');
    refusal = undefined;

    await handler({ detail: { callbackId: 'b', outputs: { x: 1 } } });

    expect(sent).toEqual([{ taskToken: 'token of b', output: '{"x":1}' }]);
  });

  it("completes all of HubSpot's batch, also where one of it cannot be", async () => {
    const { handler } = await import('../../../lambdas/complete-callback');
    await pause('c');
    await pause('d');
    const large = { text: 'x'.repeat(300_000) };

    const inputs = [
      { callbackId: 'c', outputFields: large },
      { callbackId: 'd', outputFields: { hs_execution_state: 'SUCCESS' } },
    ];
    await expect(handler({ detail: { inputs } })).rejects.toThrow('a run can carry 258048');

    expect(sent).toEqual([{ taskToken: 'token of d', output: '{"hs_execution_state":"SUCCESS"}' }]);
  });

  it('fails on what completes nothing, so that it ends with the dead letters', async () => {
    const { handler } = await import('../../../lambdas/complete-callback');
    await expect(handler({})).rejects.toThrow('This completes no callback');
  });
});
