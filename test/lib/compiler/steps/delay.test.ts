import { compiled, TestStage } from '../machine-run';

describe('a delay', () => {
  it.each([
    ['3 days', 3 * 86_400],
    ['1h 30m', 5_400],
    ['20s', 20],
  ])('of %s waits %i seconds, in one transition', async (duration, seconds) => {
    const stage = await TestStage.open();
    await stage.putContact();
    const began = stage.clock.now();

    const run = await stage.run(compiled({ steps: [{ id: 'w', type: 'delay', for: duration }] }), {
      objectId: '1001',
    });

    expect(stage.clock.now() - began).toBe(seconds * 1000);
    expect(run.transitions).toBe(4);
  });

  it('needs leave for nothing', () => {
    const without = compiled({ steps: [] });
    expect(compiled({ steps: [{ id: 'w', type: 'delay', for: '1 day' }] }).grants).toEqual(without.grants);
  });
});
