import { ObservedClock } from '../../../lib/local/observed-clock';
import { RealClock, VirtualClock } from '../../../lib/local/states';

describe('a clock that is observed', () => {
  it('is settled when the work that it was told of is done', async () => {
    const clock = new ObservedClock(new RealClock(), { inside: false, outside: false });
    let done = false;
    const work = clock.during(
      new Promise((resolve) => setTimeout(resolve, 50)).then(() => {
        done = true;
      }),
    );
    await clock.settled();
    expect(done).toBe(true);
    await work;
  });

  it('is settled while someone sleeps, where time has to pass', async () => {
    const clock = new ObservedClock(new RealClock(), { inside: false, outside: false });
    const end = new AbortController();
    const sleep = clock.sleepUntil(clock.now() + 60_000, end.signal);
    await clock.settled();
    end.abort(new Error('over'));
    await expect(sleep).rejects.toThrow('over');
  });

  it('is not settled before sleepers and what they do are done, where time jumps', async () => {
    const clock = new ObservedClock(new VirtualClock(0), { inside: true, outside: true });
    const times: number[] = [];
    const walk = async () => {
      for (let day = 1; day <= 3; day++) {
        await clock.sleepUntil(day * 86_400_000);
        await clock.during(new Promise((resolve) => setTimeout(resolve, 5)));
        times.push(clock.now());
      }
    };
    const walking = walk();
    await clock.settled();
    expect(times).toEqual([86_400_000, 172_800_000, 259_200_000]);
    await walking;
  });

  it('is settled while only somebody outside has time left, where that is not jumped over', async () => {
    const inner = new VirtualClock(0, { jumpsOutside: false });
    const clock = new ObservedClock(inner, { inside: true, outside: inner.jumpsOutside });
    const end = new AbortController();
    const sleep = clock.sleepUntil(86_400_000, end.signal, { outside: true });

    await clock.settled();

    expect(clock.now()).toBe(0);
    end.abort(new Error('over'));
    await expect(sleep).rejects.toThrow('over');
  });
});
