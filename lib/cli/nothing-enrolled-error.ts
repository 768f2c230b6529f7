import { CodedActionsError } from '../coded-actions-error';

/** An event was sent that no trigger of the workflow matches. */
export class NothingEnrolledError extends CodedActionsError {
  readonly code = 'nothing-enrolled';
  readonly remedy: string;

  /** @param differences for each trigger, what of it the event does not match */
  constructor(workflow: string, event: string, differences: readonly (readonly string[])[]) {
    const triggers = differences.map((ones, index) => `\n  trigger ${index + 1}: ${ones.join('; ')}`);
    super(
      differences.length === 0
        ? `${workflow} has no trigger, so that no event enrolls into it.`
        : `No trigger of ${workflow} matches the event ${JSON.stringify(event)}.${triggers.join('')}`,
    );
    this.remedy =
      differences.length === 0
        ? 'Add one to `enrollment.triggers`, or run it with --record alone, as a person starts it.'
        : 'Change the event, or `enrollment.triggers` in the workflow.';
  }
}
