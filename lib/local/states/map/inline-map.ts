import { Flow } from '../flow';
import type { Json } from '../json';
import type { Preparation } from '../preparation';
import { runTogether } from '../run-together';
import type { MapItem, PreparedFlow, Visit } from '../visit';
import { itemsOf, iterationInput } from './items';

/** "Using Map state in Inline mode": iterations are part of the execution; one that fails ends them all. */
export function prepareInlineMap(
  { data, name }: Preparation,
  processor: PreparedFlow,
): (visit: Visit) => Promise<Json> {
  const concurrency = data.number('MaxConcurrency', 'non-negative integer');
  return async (visit) => {
    const maxConcurrency = concurrency?.(visit) || undefined;
    const items = itemsOf(data.items(visit));
    const children: Flow[] = visit.flow.resumed() ?? [];
    const startedId = visit.record('MapStateStarted', 'mapStateStarted', { length: items.length });
    visit.flow.children = children;
    const outputs = await runTogether(
      visit,
      items.map((item) => (signal) => iterate(item, signal)),
      {
        ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
        onFailure: (_error, index) => {
          visit.flow.lastEventId = children[index]?.lastEventId ?? visit.flow.lastEventId;
          visit.record('MapStateFailed');
        },
      },
    );
    visit.flow.lastEventId = children.reduce((last, child) => Math.max(last, child.lastEventId), startedId);
    visit.record('MapStateSucceeded');
    return outputs;

    async function iterate(item: MapItem, signal: AbortSignal): Promise<Json> {
      const { history } = visit.execution;
      const resumed = children[item.index];
      if (resumed?.output) return resumed.output.value;
      const details = { name, index: item.index };
      const eventId = history.record('MapIterationStarted', startedId, 'mapIterationStarted', details);
      const child = resumed ?? start(item);
      child.lastEventId = eventId;
      children[item.index] = child;
      const record = (what: string) => {
        child.lastEventId = history.record(
          `MapIteration${what}`,
          child.lastEventId,
          `mapIteration${what}`,
          details,
        );
      };
      try {
        const output = await child.run(signal);
        record('Succeeded');
        return output;
      } catch (thrown) {
        record(signal.aborted ? 'Aborted' : 'Failed');
        throw thrown;
      }
    }

    function start(item: MapItem): Flow {
      return new Flow(visit.execution, processor, {
        input: iterationInput(item, visit, data),
        lastEventId: startedId,
        variables: visit.variables,
        path: [...visit.flow.path, [name, item.index]],
        mapItem: item,
      });
    }
  };
}
