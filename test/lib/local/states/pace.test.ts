import { Pace } from '../../../../lib/local/states';
import { run } from './machine';

const ENDLESS = { StartAt: 'Again', States: { Again: { Type: 'Pass', Next: 'Again' } } };

/** Stops it as a signal handler or a timer would: at the next turn of the event loop. */
function stopSoon(execution: ReturnType<typeof run>): void {
  setTimeout(() => execution.stop('Test.Stopped'), 0);
}

describe('a machine that never waits', () => {
  it('lets the event loop turn, so that it can be stopped long before its history is full', async () => {
    const execution = run(ENDLESS);
    stopSoon(execution);

    const { status, error } = await execution.outcome;

    expect({ status, error }).toEqual({ status: 'ABORTED', error: 'Test.Stopped' });
    expect(execution.history.length).toBeLessThan(20_000);
  });

  it.each([
    [
      'branches',
      {
        StartAt: 'Again',
        States: {
          Again: {
            Type: 'Parallel',
            Branches: [{ StartAt: 'A', States: { A: { Type: 'Succeed' } } }],
            Next: 'Again',
          },
        },
      },
    ],
    [
      'iterations',
      {
        StartAt: 'Again',
        States: {
          Again: {
            Type: 'Map',
            Items: [1],
            ItemProcessor: { StartAt: 'A', States: { A: { Type: 'Succeed' } } },
            Next: 'Again',
          },
        },
      },
    ],
    [
      'child executions',
      {
        StartAt: 'Again',
        States: {
          Again: {
            Type: 'Map',
            Items: [1],
            ItemProcessor: {
              ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
              StartAt: 'A',
              States: { A: { Type: 'Succeed' } },
            },
            Next: 'Again',
          },
        },
      },
    ],
  ])('lets it turn in %s too', async (_, machine) => {
    const execution = run(machine);
    stopSoon(execution);

    expect(await execution.outcome).toMatchObject({ status: 'ABORTED' });
  });

  it('holds virtual time back meanwhile: a sleeper does not wake before those who are at work have done theirs', async () => {
    const order: string[] = [];
    const work = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`S${i}`, { Type: 'Pass', Next: `S${i + 1}` }]),
    );

    await run(
      {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [
              {
                StartAt: 'Sleep',
                States: { Sleep: { Type: 'Wait', Seconds: 1, Next: 'Woken' }, Woken: { Type: 'Succeed' } },
              },
              { StartAt: 'S0', States: { ...work, S100: { Type: 'Succeed' } } },
            ],
            End: true,
          },
        },
      },
      {
        onEvent: ({ type, stateEnteredEventDetails }) => {
          if (type === 'SucceedStateEntered') order.push(String(stateEnteredEventDetails?.name));
        },
      },
    ).outcome;

    expect(order).toEqual(['S100', 'Woken']);
  });

  it('is counted across executions, since each of a chain of them may be short', async () => {
    const pace = new Pace();
    let turned = false;
    setImmediate(() => {
      turned = true;
    });

    for (let i = 0; i < 100; i++) {
      await run({ StartAt: 'It', States: { It: { Type: 'Succeed' } } }, { pace }).outcome;
    }

    expect(turned).toBe(true);
  });
});
