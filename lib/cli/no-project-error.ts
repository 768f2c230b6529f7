import { CodedActionsError } from '../coded-actions-error';

/** A command that needs a project's workflows, outside of any project. */
export class NoProjectError extends CodedActionsError {
  readonly code = 'no-project';
  readonly remedy =
    'Change into the folder of your project, or make one: write workflows/<name>/workflow.json in it.';

  /** @param directory where the search began, absolute */
  constructor(directory: string) {
    super(
      `There is no project here: neither ${directory} nor a folder above it holds workflows/<name>/workflow.json or records.schema.json.`,
    );
  }
}
