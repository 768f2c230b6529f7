import { CodedActionsError } from '../coded-actions-error';

/** A command that needs a local runtime that is up, and there is none. */
export class NoLocalRuntimeError extends CodedActionsError {
  readonly code = 'no-local-runtime';
  readonly remedy = 'Start one with `npx coded-actions start`, or name a deployed stage: --stage <stage>.';

  constructor() {
    super('No local runtime of this project is up, so that no run waits.');
  }
}
