import { IntegrationError, type Json } from '../../../../../lib/local/states';
import { run, task, types } from '../machine';

describe('an inline Map', () => {
  it('runs as many iterations at a time as MaxConcurrency says', async () => {
    let running = 0;
    let most = 0;
    await run(
      {
        StartAt: 'Map',
        States: {
          Map: {
            Type: 'Map',
            Items: '{% [1..20] %}',
            MaxConcurrency: '{% 3 %}',
            ItemProcessor: { StartAt: 'Task', States: { Task: task({}) } },
            End: true,
          },
        },
      },
      {
        invoke: async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          return {};
        },
      },
    ).outcome;
    expect(most).toBe(3);
  });

  it('is redriven also where an iteration never got its input', async () => {
    let broken = true;
    const execution = run(
      {
        StartAt: 'Map',
        States: {
          Map: {
            Type: 'Map',
            Items: [1, { n: 2 }, 3],
            ItemSelector: '{% $states.context.Map.Item.Value.($type($) = "object" ? $missing.n : $) %}',
            ItemProcessor: { StartAt: 'Task', States: { Task: task({}) } },
            End: true,
          },
        },
      },
      {
        invoke: ({ arguments: given }) => {
          if (broken) throw new IntegrationError('Bad', 'c');
          return given;
        },
      },
    );
    await execution.outcome;
    broken = false;
    execution.redrive();
    expect(await execution.outcome).toMatchObject({ error: 'States.QueryEvaluationError' });
  });

  it('stops its other iterations when one fails, and starts no more', async () => {
    const started: Json[] = [];
    const execution = run(
      {
        StartAt: 'Map',
        States: {
          Map: {
            Type: 'Map',
            Items: [1, 2, 3, 4],
            MaxConcurrency: 2,
            ItemProcessor: { StartAt: 'Task', States: { Task: task({}) } },
            End: true,
          },
        },
      },
      {
        invoke: ({ arguments: given }) => {
          started.push(given);
          if (given === 2) throw new IntegrationError('Bad', 'c');
          return new Promise(() => {});
        },
      },
    );

    expect(await execution.outcome).toEqual({ status: 'FAILED', error: 'Bad', cause: 'c' });
    expect(started).toEqual([1, 2]);
    expect(types(execution)).toEqual(
      expect.arrayContaining([
        'TaskStateAborted',
        'MapIterationAborted',
        'MapIterationFailed',
        'MapStateFailed',
      ]),
    );
  });
});
