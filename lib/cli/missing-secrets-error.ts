import { CodedActionsError } from '../coded-actions-error';
import { namesOfMissing } from './missing-secrets';
import type { NeededSecret } from './needed-secrets';

/** Steps of a workflow need secrets that have no value: a run would do half of its work, and then fail. */
export class MissingSecretsError extends CodedActionsError {
  readonly code = 'missing-secrets';
  readonly remedy: string;

  /**
   * @param missing those that have no value
   * @param file the file that was named for this run, as it was named; undefined for the project's own
   */
  constructor(
    workflow: string,
    readonly missing: readonly NeededSecret[],
    file: string | undefined,
  ) {
    super(
      `Nothing has run, since steps of ${workflow} need secrets that have no value here: ${namesOfMissing(missing)}.`,
    );
    const names = missing.map(({ name }) => name);
    const give =
      file === undefined
        ? names.map((name) => `npx coded-actions secrets set ${name}`).join('\n    ')
        : `add to ${file}: ${JSON.stringify(Object.fromEntries(names.map((name) => [name, '…'])))}`;
    this.remedy = `Give them values, or run with --allow-missing-secrets to see such steps fail as in AWS:\n    ${give}`;
  }
}
