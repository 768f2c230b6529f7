import fc from 'fast-check';
import { RealClock, VirtualClock } from '../../../../lib/local/states';

describe('the virtual clock', () => {
  it('wakes sleepers by time, then by the order in which they went to sleep', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 }), async (delays) => {
        const clock = new VirtualClock(1000);
        const woken: [time: number, index: number][] = [];

        await Promise.all(
          delays.map(async (delay, index) => {
            await clock.sleepUntil(1000 + delay);
            woken.push([clock.now(), index]);
          }),
        );

        const expected = delays
          .map((delay, index) => [1000 + delay, index] as [number, number])
          .sort(([a, i], [b, j]) => a - b || i - j);
        expect(woken).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('stands still while work is in flight', async () => {
    const clock = new VirtualClock(0);
    let finish = () => {};
    const work = clock.during(
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
    );
    let woke = false;
    const sleep = clock.sleepUntil(10).then(() => {
      woke = true;
    });

    await new Promise((resolve) => setTimeout(resolve, 20));
    const wokeBefore = woke;
    finish();
    await work;
    await sleep;

    expect([wokeBefore, woke, clock.now()]).toEqual([false, true, 10]);
  });

  it('tells of each jump', async () => {
    const jumps: [number, number][] = [];
    const clock = new VirtualClock(5, { onJump: (from, to) => jumps.push([from, to]) });

    await clock.sleepUntil(3 * 86_400_000);
    await clock.sleepUntil(7);

    expect(jumps).toEqual([[5, 3 * 86_400_000]]);
  });

  it('forgets a sleeper whose signal aborts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.boolean()), { minLength: 1, maxLength: 30 }),
        async (sleepers) => {
          const clock = new VirtualClock(0);
          const controller = new AbortController();
          const slept = sleepers.map(([time, aborts]) =>
            clock.sleepUntil(time, aborts ? controller.signal : undefined).then(
              () => 'woke',
              () => 'aborted',
            ),
          );

          controller.abort();

          expect(await Promise.all(slept)).toEqual(
            sleepers.map(([, aborts]) => (aborts ? 'aborted' : 'woke')),
          );
          expect(clock.now()).toBe(
            Math.max(0, ...sleepers.filter(([, aborts]) => !aborts).map(([time]) => time)),
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the virtual clock, of the time that somebody outside has', () => {
  it('jumps over it as over any other', async () => {
    const clock = new VirtualClock(0);
    await clock.sleepUntil(86_400_000, undefined, { outside: true });
    expect(clock.now()).toBe(86_400_000);
  });

  it('lets it take its real time where it is told to, whatever else it jumps over', async () => {
    const clock = new VirtualClock(0, { jumpsOutside: false });
    const began = Date.now();
    let over = false;
    const sleep = clock.sleepUntil(100, undefined, { outside: true }).then(() => {
      over = true;
    });

    await clock.sleepUntil(86_400_000);
    expect(over).toBe(false);
    await sleep;

    expect(Date.now() - began).toBeGreaterThanOrEqual(100);
    expect(clock.now()).toBe(86_400_000);
  });

  it('has advanced when it is over', async () => {
    const clock = new VirtualClock(0, { jumpsOutside: false });
    await clock.sleepUntil(20, undefined, { outside: true });
    expect(clock.now()).toBe(20);
  });
});

describe('the real clock', () => {
  it('sleeps no less than asked, and at once for a time that has passed', async () => {
    const clock = new RealClock();
    const before = Date.now();

    await clock.sleepUntil(before + 20);
    await clock.sleepUntil(before - 1000);

    expect(clock.now()).toBeGreaterThanOrEqual(before + 20);
  });

  it('wakes with the reason when its signal aborts', async () => {
    const controller = new AbortController();
    const sleep = new RealClock().sleepUntil(Date.now() + 60 * 86_400_000, controller.signal);

    controller.abort(new Error('enough'));

    await expect(sleep).rejects.toThrow('enough');
  });
});
