import type { Preparation } from '../preparation';
import { StateError } from '../state-error';
import type { Transition, Visit } from '../visit';

/** "Fail workflow state": ends its workflow with an error, either part of which may be left out. */
export function prepareFail({ data }: Preparation): (visit: Visit) => Promise<Transition> {
  const error = data.text('Error');
  const cause = data.text('Cause');
  return async (visit) => {
    throw new StateError(error?.(visit), cause?.(visit));
  };
}
