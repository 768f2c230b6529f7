import type { Preparation } from '../preparation';
import type { Transition, Visit } from '../visit';

/** "Succeed workflow state": ends its workflow well. */
export function prepareSucceed({ data }: Preparation): (visit: Visit) => Promise<Transition> {
  return async (visit) => ({ ...data.pass(visit), next: undefined });
}
