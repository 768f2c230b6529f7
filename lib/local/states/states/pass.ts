import type { Preparation } from '../preparation';
import type { Transition, Visit } from '../visit';

/** "Pass workflow state": hands on its input, reshaped; in JSONPath its `Result`, where there is one. */
export function preparePass({ data, next }: Preparation): (visit: Visit) => Promise<Transition> {
  return async (visit) => ({ ...data.pass(visit), next });
}
