import { maximumHops } from '../../../../lib/compiler/states/hops';
import { isJsonObject } from '../../../../lib/local/states/json';
import { compiled, type Run, TestStage } from '../machine-run';

const event = (detail: object) => ({ id: 'event-1', source: 'coded-actions', 'detail-type': 'x', detail });

/** A run that an event with these hops starts, and the hops of what it emits. */
async function passedOn(hops: unknown, steps: readonly object[] = []): Promise<{ run: Run; hops: unknown }> {
  const stage = await TestStage.open();
  await stage.putContact();
  const workflow = compiled({ steps: [...steps, { id: 'tell', type: 'emit', event: 'x' }] });
  const run = await stage.run(workflow, event({ objectId: '1001', ...(hops === undefined ? {} : { hops }) }));
  const [emitted] = stage.events;
  return {
    run,
    hops: isJsonObject(emitted) && isJsonObject(emitted.Detail) ? emitted.Detail.hops : undefined,
  };
}

describe('a chain of runs that emit the event of the next', () => {
  it.each<[what: string, received: unknown, emitted: number]>([
    ['begins with an event of another system', undefined, 1],
    ['is counted on', 1, 2],
    ['is allowed as far as the limit', maximumHops, maximumHops + 1],
    ['begins where `hops` is no number: another system may have a field of that name', 'IPA', 1],
    ['begins where `hops` is null', null, 1],
  ])('%s', async (_, received, emitted) => {
    const { run, hops } = await passedOn(received);

    expect(run.status).toBe('SUCCEEDED');
    expect(hops).toBe(emitted);
  });

  it('fails by name past the limit, before it reads or enrolls anything', async () => {
    const { run } = await passedOn(maximumHops + 1);

    expect(run.status).toBe('FAILED');
    expect(run.error).toBe('States.QueryEvaluationError');
    expect(run.cause).toMatch(/EventLoop: more than 16 runs .* give the event another name/);
    expect(run.transitions).toBe(1);
  });

  it.each<[delay: string, emitted: number]>([
    ['59 minutes', 10],
    ['1 hour', 1],
  ])('after a run of %s goes on with %d', async (delay, emitted) => {
    const { hops } = await passedOn(9, [{ id: 'wait', type: 'delay', for: delay }]);
    expect(hops).toBe(emitted);
  });
});
