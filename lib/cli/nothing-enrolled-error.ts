import { CodedActionsError } from '../coded-actions-error';

/** An event was sent that no trigger of the workflow matches. */
export class NothingEnrolledError extends CodedActionsError {
  readonly code = 'nothing-enrolled';
  readonly remedy =
    "Compare the event's `detail-type`, `source`, `detail.objectType` and the filter's keys with the workflow's `enrollment.triggers`.";

  constructor(workflow: string, event: string) {
    super(`No trigger of ${workflow} matches the event ${JSON.stringify(event)}.`);
  }
}
