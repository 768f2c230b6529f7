import type { UnfinishedExecution } from '../../../lib/deployed/execution';
import { executionsThatMatter } from '../../../lib/deployed/executions-that-matter';
import { day, now } from './fake-stage';

const execution = (
  arn: string,
  status: UnfinishedExecution['status'],
  endedDaysAgo?: number,
): UnfinishedExecution => ({
  arn,
  status,
  startedAt: now - 80 * day,
  stoppedAt: endedDaysAgo === undefined ? undefined : now - endedDaysAgo * day,
  machineVersion: undefined,
});

async function matter(executions: readonly UnfinishedExecution[], notRedrivable: readonly string[] = []) {
  const asked: string[] = [];
  const found = await executionsThatMatter(executions, now, async (arn) => {
    asked.push(arn);
    return !notRedrivable.includes(arn);
  });
  return { found: found.map(({ arn }) => arn), asked };
}

describe('executionsThatMatter', () => {
  // "Redriving executions" (Step Functions Developer Guide): within 14 days after the end.
  it.each([
    ['runs', execution('it', 'RUNNING'), ['it'], []],
    ['failed yesterday', execution('it', 'FAILED', 1), ['it'], ['it']],
    ['timed out two weeks ago', execution('it', 'TIMED_OUT', 14), ['it'], ['it']],
    ['was stopped, no one knows when', execution('it', 'ABORTED'), ['it'], ['it']],
    ['failed longer ago', execution('it', 'FAILED', 15.1), [], []],
  ])('takes one that %s for what it is', async (_case, given, found, asked) => {
    expect(await matter([given])).toEqual({ found, asked });
  });

  it('believes AWS that one cannot be redriven', async () => {
    const { found } = await matter([execution('a', 'FAILED', 1), execution('b', 'FAILED', 1)], ['a']);

    expect(found).toEqual(['b']);
  });

  it('takes all of many that ended in time, without asking', async () => {
    const many = Array.from({ length: 51 }, (_, index) => execution(String(index), 'FAILED', 1));

    const { found, asked } = await matter(many, ['1']);

    expect(found).toHaveLength(51);
    expect(asked).toEqual([]);
  });
});
