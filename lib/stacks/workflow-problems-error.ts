import { CodedActionsError } from '../coded-actions-error';
import type { Problem } from '../workflow/problem';

/** The project's workflows or actions have problems that must be mended before anything can be built of them. */
export class WorkflowProblemsError extends CodedActionsError {
  readonly code = 'workflow-problems';
  readonly remedy = 'Mend what is listed; `npx coded-actions validate` shows it too.';

  /**
   * @param problems all of them, warnings too
   * @param directory the project's folder, to which the files of problems are relative
   */
  constructor(
    readonly problems: readonly Problem[],
    readonly directory = process.cwd(),
  ) {
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    super(`The project has ${errors} ${errors === 1 ? 'error' : 'errors'}.`);
  }
}
