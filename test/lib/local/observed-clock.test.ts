import { ObservedClock } from '../../../lib/local/observed-clock';
import { RealClock, VirtualClock } from '../../../lib/local/states';

describe('a clock that is observed', () => {
  it('is settled when the work that it was told of is done', async () => {
    const clock = new ObservedClock(new RealClock(), false);
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
    const clock = new ObservedClock(new RealClock(), false);
    const end = new AbortController();
    const sleep = clock.sleepUntil(clock.now() + 60_000, end.signal);
    await clock.settled();
    end.abort(new Error('over'));
    await expect(sleep).rejects.toThrow('over');
  });

  it('is not settled before sleepers and what they do are done, where time jumps', async () => {
    const clock = new ObservedClock(new VirtualClock(0), true);
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
});
