import { type CompletionOutcome, completeWait } from '../../../../lib/records/complete-wait';
import { waitsOfRecord } from '../../../../lib/records/run-queries';
import { waitFromItem } from '../../../../lib/records/wait-item';
import { completionServices } from '../../records/completion-services';
import { compiled, functionError, TestStage } from '../machine-run';

const blocked = (seconds = 604_800) =>
  functionError('CodedActions.Blocked', `expirationSeconds=${seconds} test/ask waits to be completed.`);
const block = (seconds?: number) => () => {
  throw blocked(seconds);
};

const ask = (fields: object = {}) => ({
  id: 'ask',
  type: 'code',
  title: 'Ask',
  action: './ask.js',
  pause: true,
  outputs: { answer: 'string', count: 'number' },
  ...fields,
});
const tell = {
  id: 'tell',
  type: 'emit',
  event: 'told',
  detail: { answer: '{% $steps.ask.answer %}', state: '{% $steps.ask.hs_execution_state %}' },
};

async function open(action: (attempt: number) => Record<string, unknown>) {
  const stage = await TestStage.open();
  await stage.putContact({ email: 'a@b' });
  let attempt = 0;
  stage.actions = { ask: () => action(attempt++) };
  const services = completionServices(stage.store, stage.taskTokens, 'records', () => stage.clock.now());
  const complete = (callbackId: string, outputs: Record<string, unknown> = {}): Promise<CompletionOutcome> =>
    completeWait({ callbackId, outputs }, services);
  return { stage, complete };
}

/** Does something as soon as a run waits for its completion: virtual time stands still meanwhile. */
function whenPaused(stage: TestStage, act: (callbackId: string) => Promise<unknown>): void {
  stage.after = (call) => {
    if (call.pattern !== 'waitForTaskToken') return;
    const item = call.arguments as { ExpressionAttributeValues: { ':callbackId': { S: string } } };
    void stage.clock.during(
      new Promise((resolve) => setImmediate(resolve)).then(() =>
        act(item.ExpressionAttributeValues[':callbackId'].S),
      ),
    );
  };
}

describe('a step that pauses', () => {
  it('waits until it is completed, and goes on with the outputs', async () => {
    const { stage, complete } = await open(block());
    const outcomes: string[] = [];
    whenPaused(stage, async (id) =>
      outcomes.push(await complete(id, { answer: 'yes', hs_execution_state: 'SUCCESS' })),
    );

    const run = await stage.run(compiled({ steps: [ask(), tell] }), { objectId: '1001' }, 'r');

    expect([run.status, outcomes]).toEqual(['SUCCEEDED', ['completed']]);
    expect(stage.events).toMatchObject([{ Detail: { answer: 'yes', state: 'SUCCESS' } }]);
    expect(run.visits.map(({ state }) => state)).toEqual([
      'Load the record',
      'Enroll the record',
      'Ask',
      'Ask (pause)',
      'tell',
      'Finish',
    ]);
    expect(run.variables).toMatchObject({
      s_ask: { answer: 'yes', hs_execution_state: 'SUCCESS' },
      w_ask: null,
    });
  });

  it('does not pause where the action does not ask for it', async () => {
    const { stage } = await open(() => ({ answer: 'at once' }));
    const run = await stage.run(compiled({ steps: [ask(), tell] }), { objectId: '1001' });
    expect(stage.events).toMatchObject([{ Detail: { answer: 'at once' } }]);
    expect(run.visits.map(({ state }) => state)).not.toContain('Ask (pause)');
  });

  it('stores where and how long it waits, as docs/data-model.md says, found by the record', async () => {
    const { stage, complete } = await open(block(3_600));
    const waits: unknown[] = [];
    let item: unknown;
    whenPaused(stage, async (id) => {
      item = await stage.item(`wait#${id}`, 'wait');
      const { Items } = await stage.store.call(
        'Query',
        waitsOfRecord('records', { objectType: 'contact', objectId: '1001' }),
      );
      waits.push(...JSON.parse(JSON.stringify(Items)).map(waitFromItem));
      await complete(id);
    });

    await stage.run(compiled({ steps: [ask()] }), { objectId: '1001' }, 'r');

    expect(waits).toEqual([
      {
        callbackId: 'test:r:ask:0',
        pause: {
          token: expect.any(String),
          execution: expect.stringMatching(/:r$/),
          workflow: 'test',
          step: 'ask',
          objectType: 'contact',
          objectId: '1001',
          since: '2026-11-24T04:00:00.000Z',
          until: '2026-11-24T05:00:00.000Z',
          declared: '{"answer":"string","count":"number"}',
        },
      },
    ]);
    expect(item).toMatchObject({
      schemaVersion: { N: '1' },
      startedAt: { S: 'wait#2026-11-24T04:00:00.000Z' },
      runsByRecord: { S: 'contact#1001' },
      expiresAt: { N: String(Date.parse('2026-12-24T05:00:00Z') / 1000) },
    });
  });

  it('goes on at once where it was completed before it paused', async () => {
    const { stage, complete } = await open(block());
    expect(await complete('test:r:ask:0', { answer: 'early' })).toBe('stored');

    const run = await stage.run(compiled({ steps: [ask(), tell] }), { objectId: '1001' }, 'r');

    expect(stage.events).toMatchObject([{ Detail: { answer: 'early' } }]);
    expect(run.visits.map(({ state }) => state).slice(2, 5)).toEqual([
      'Ask',
      'Ask (pause)',
      'Ask (completed before)',
    ]);
    expect(stage.clock.now()).toBe(Date.parse('2026-11-24T04:00:00Z'));
  });

  it('takes the first of two completions', async () => {
    const { stage, complete } = await open(block());
    const outcomes: string[] = [];
    whenPaused(stage, async (id) => {
      outcomes.push(
        ...(await Promise.all([complete(id, { answer: 'first' }), complete(id, { answer: 'second' })])),
      );
    });

    await stage.run(compiled({ steps: [ask(), tell] }), { objectId: '1001' });

    expect(stage.events).toMatchObject([{ Detail: { answer: 'first' } }]);
    expect(outcomes.sort()).toEqual(['completed', 'completed-before']);
  });

  it('holds what it was completed with to its declaration', async () => {
    const { stage, complete } = await open(block());
    whenPaused(stage, (id) => complete(id, { answer: 5, count: '7', other: 'x', hs_execution_state: null }));

    const run = await stage.run(compiled({ steps: [ask()] }), { objectId: '1001' });

    expect(run.variables.s_ask).toEqual({ answer: '5', count: 7 });
  });

  it('fails as States.Timeout when nobody completes it, at the time that the action said', async () => {
    const { stage } = await open(block(7_200));

    const run = await stage.run(compiled({ steps: [ask()] }), { objectId: '1001' });

    expect([run.status, run.error]).toEqual(['FAILED', 'States.Timeout']);
    expect(run.visits.at(-1)?.state).toBe('Ask (pause)');
    expect(stage.clock.now() - Date.parse('2026-11-24T04:00:00Z')).toBe(7_200_000);
  });

  it("goes the author's way when it expires, and says what happened", async () => {
    const { stage } = await open(block());
    const onError = [
      {
        id: 'o',
        type: 'emit',
        event: 'late',
        detail: { name: '{% $error.name %}', why: '{% $error.message %}' },
      },
    ];

    const run = await stage.run(compiled({ steps: [ask({ onError }), tell] }), { objectId: '1001' }, 'r');

    expect(run.status).toBe('SUCCEEDED');
    expect(stage.events[0]).toMatchObject({
      Detail: { name: 'States.Timeout', why: 'Nobody completed the pause test:r:ask:0 in time.' },
    });
    expect(run.variables).toMatchObject({ s_ask: null, w_ask: null });
  });

  it('is over when it has expired; a redrive of the run finds the late completion', async () => {
    const { stage, complete } = await open(block(60));
    const workflow = compiled({ steps: [ask(), tell] });
    const run = await stage.run(workflow, { objectId: '1001' }, 'r');
    expect(run.status).toBe('FAILED');

    expect(await complete('test:r:ask:0', { answer: 'late' })).toBe('over');
    run.execution.redrive();
    const redriven = await stage.ended(workflow, run.execution);

    expect(redriven.status).toBe('SUCCEEDED');
    expect(stage.events).toMatchObject([{ Detail: { answer: 'late' } }]);
    expect(stage.invocations).toHaveLength(1);
  });

  it('waits anew after a redrive, with the same callback id', async () => {
    const { stage, complete } = await open(block(60));
    const workflow = compiled({ steps: [ask(), tell] });
    const run = await stage.run(workflow, { objectId: '1001' }, 'r');
    whenPaused(stage, (id) => complete(id, { answer: 'then' }));

    run.execution.redrive();
    await stage.ended(workflow, run.execution);

    expect(stage.events).toMatchObject([{ Detail: { answer: 'then' } }]);
    expect((await stage.item('wait#test:r:ask:0', 'wait'))?.waitingSince).toEqual({
      S: '2026-11-24T04:01:00.000Z',
    });
  });

  it('is over when the machine is stopped', async () => {
    const { stage, complete } = await open(block());
    const workflow = compiled({ steps: [ask()] });
    let outcome: string | undefined;
    whenPaused(stage, async (id) => {
      execution.stop();
      await execution.outcome;
      outcome = await complete(id);
    });
    const execution = stage.start(workflow, { objectId: '1001' });

    await stage.ended(workflow, execution);
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect([execution.status, outcome]).toEqual(['ABORTED', 'over']);
  });

  it('waits under another id at each visit', async () => {
    const { stage, complete } = await open(block());
    const ids: string[] = [];
    whenPaused(stage, async (id) => {
      ids.push(id);
      await complete(id, { answer: ids.length === 1 ? 'again' : 'done' });
    });
    const again = {
      id: 'again',
      type: 'branch',
      branches: [
        { when: '{% $steps.ask.answer = "again" %}', steps: [{ id: 'g', type: 'goto', to: 'ask' }] },
      ],
    };

    await stage.run(compiled({ steps: [ask(), again, tell] }), { objectId: '1001' }, 'r');

    expect(ids).toEqual(['test:r:ask:0', 'test:r:ask:1']);
    expect(stage.events).toMatchObject([{ Detail: { answer: 'done' } }]);
  });

  it('may wait for a Retry-After first', async () => {
    const { stage, complete } = await open((attempt) => {
      if (attempt === 0) throw functionError('CodedActions.RetryAfter', 'retryAfterSeconds=60 x');
      throw blocked();
    });
    whenPaused(stage, (id) => complete(id, { answer: 'yes' }));

    const run = await stage.run(compiled({ steps: [ask(), tell] }), { objectId: '1001' });

    expect(run.status).toBe('SUCCEEDED');
    expect(new Set(stage.invocations.map(({ callbackId }) => callbackId)).size).toBe(1);
  });

  it('loses nothing when the answer to its update gets lost, and it is completed meanwhile', async () => {
    const { stage, complete } = await open(block());
    let count = 0;
    stage.after = async (call) => {
      if (call.pattern !== 'waitForTaskToken' || count++ > 0) return;
      expect(await complete('test:r:ask:0', { answer: 'meanwhile' })).toBe('completed');
      throw new Error('The answer was lost.');
    };

    const run = await stage.run(compiled({ steps: [ask(), tell] }), { objectId: '1001' }, 'r');

    expect(run.status).toBe('SUCCEEDED');
    expect(stage.events).toMatchObject([{ Detail: { answer: 'meanwhile' } }]);
  });

  it('makes the record stale, which whoever completes it may have changed', async () => {
    const { stage, complete } = await open(block());
    whenPaused(stage, async (id) => {
      await stage.putContact({ email: 'new@b' });
      await complete(id);
    });
    const send = { id: 'send', type: 'emit', event: 'e', detail: { to: '{% $record.email %}' } };

    await stage.run(compiled({ steps: [ask(), send] }), { objectId: '1001' });

    expect(stage.events).toMatchObject([{ Detail: { to: 'new@b' } }]);
  });

  it('tells the wrapper that it may, and after what time', () => {
    const declaration = (pause: unknown) => compiled({ steps: [ask({ pause })] }).actions[0]?.declaration;
    expect(declaration(true)).toMatchObject({ pause: true, pauseSeconds: 604_800 });
    expect(declaration({ expires: '2 days' })).toMatchObject({ pause: true, pauseSeconds: 172_800 });
    expect(declaration(false)).toMatchObject({ pause: false });
  });

  it('has its states only where the step declares it', () => {
    const names = (pause: unknown) => Object.keys(compiled({ steps: [ask({ pause })] }).definition.States);
    expect(names(true).filter((name) => name.startsWith('Ask'))).toEqual([
      'Ask',
      'Ask (Retry-After)',
      'Ask (pause)',
      'Ask (completed before)',
    ]);
    expect(names(false).filter((name) => name.startsWith('Ask'))).toEqual(['Ask', 'Ask (Retry-After)']);
  });
});
