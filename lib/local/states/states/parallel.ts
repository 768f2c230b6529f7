import { prepareAttempts } from '../attempts';
import { Flow } from '../flow';
import type { Preparation } from '../preparation';
import { runTogether } from '../run-together';
import type { Transition, Visit } from '../visit';

/** "Parallel workflow state": its branches side by side; the result is the list of their outputs. */
export function prepareParallel(preparation: Preparation): (visit: Visit) => Promise<Transition> {
  const { definition, place, data, flow } = preparation;
  const branches = place
    .at('Branches')
    .filledList(definition.Branches)
    .map((branch, i) => flow(branch, place.at('Branches', i)));
  return prepareAttempts(preparation, async (visit) => {
    const { execution } = visit;
    const children = visit.flow.resumed() ?? [];
    visit.record('ParallelStateStarted');
    if (children.length === 0) {
      const input = data.arguments(visit);
      for (const branch of branches) {
        children.push(
          new Flow(execution, branch, {
            input,
            lastEventId: visit.flow.lastEventId,
            variables: visit.variables,
            path: visit.flow.path,
            mapItem: visit.flow.mapItem,
          }),
        );
      }
    }
    visit.flow.children = children;
    const outputs = await runTogether(
      visit,
      children.map((child) => (signal) => child.run(signal)),
      {
        onFailure: (_error, index) => {
          visit.flow.lastEventId = children[index]?.lastEventId ?? visit.flow.lastEventId;
          visit.record('ParallelStateFailed');
        },
      },
    );
    visit.flow.lastEventId = Math.max(...children.map((child) => child.lastEventId));
    visit.record('ParallelStateSucceeded');
    return outputs;
  });
}
