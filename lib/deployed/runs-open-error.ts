import { CodedActionsError } from '../coded-actions-error';

/** A workflow that is to be destroyed has runs that are under way. */
export class RunsOpenError extends CodedActionsError {
  readonly code = 'runs-open';
  readonly remedy =
    'Add --wait to let them end (nothing enrolls meanwhile), or --stop-runs to stop them where they are.';

  /** @param examples names of executions, a few of them */
  constructor(workflow: string, count: number, examples: readonly string[]) {
    super(
      `Nothing was changed: ${count === 1 ? '1 run' : `${count} runs`} of ${workflow} ${count === 1 ? 'is' : 'are'} open, such as ${examples.join(', ')}.`,
    );
  }
}
