import { CodedActionsError } from '../coded-actions-error';
import type { Stack } from './services';

/** A stack of the stage is changing: what it makes stands already, and the stack may not hold it yet. */
export class DeployUnderWayError extends CodedActionsError {
  readonly code = 'deploy-under-way';
  readonly remedy = 'Run it again when the deploy has ended.';

  constructor({ name, status }: Pick<Stack, 'name' | 'status'>) {
    super(`Nothing was changed: the stack ${name} is ${status}.`);
  }
}
