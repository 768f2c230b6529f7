import { inRedrivablePeriod, type UnfinishedExecution } from './execution';
import { sideBySide } from './side-by-side';

/** AWS is asked about so many ended executions of a workflow one by one; more of them count as they stand. */
const askedOneByOne = 50;

/**
 * The executions that may still do something: those that are running, and those that can be redriven. Where only a few
 * have ended, AWS says of each whether it can (`redriveStatus`); of many, all count that ended in the last fortnight.
 *
 * @param canBeRedriven what AWS says of one that has ended
 */
export async function executionsThatMatter(
  executions: readonly UnfinishedExecution[],
  now: number,
  canBeRedriven: (execution: string) => Promise<boolean>,
): Promise<readonly UnfinishedExecution[]> {
  const running = executions.filter(({ status }) => status === 'RUNNING');
  const ended = executions.filter((execution) => inRedrivablePeriod(execution, now));
  if (ended.length > askedOneByOne) return [...running, ...ended];
  const answers = await sideBySide(ended, ({ arn }) => canBeRedriven(arn));
  return [...running, ...ended.filter((_, index) => answers[index])];
}
