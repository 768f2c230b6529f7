import { prepareAttempts } from '../attempts';
import { Flow } from '../flow';
import { isJsonObject, type Json } from '../json';
import type { Preparation } from '../preparation';
import { runTogether } from '../run-together';
import type { MapItem, Transition, Visit } from '../visit';

/** "Map workflow state": the same workflow for each item; the result is the list of its outputs. */
export function prepareMap(preparation: Preparation): (visit: Visit) => Promise<Transition> {
  const { definition, place, data, flow, name } = preparation;
  const field =
    definition.ItemProcessor === undefined && definition.Iterator !== undefined
      ? 'Iterator'
      : 'ItemProcessor';
  const processor = flow(definition[field], place.at(field));
  const concurrency = data.number('MaxConcurrency', 'non-negative integer');

  return prepareAttempts(preparation, async (visit) => {
    const maxConcurrency = concurrency?.(visit) || undefined;
    const children: Flow[] = visit.flow.resumed() ?? [];
    const items = itemsOf(data.items(visit));
    visit.record('MapStateStarted', 'mapStateStarted', { length: items.length });
    visit.flow.children = children;
    const iterate = (item: MapItem) => async (signal: AbortSignal) => {
      const done = children[item.index];
      if (done?.output) return done.output.value;
      const { history } = visit.execution;
      const details = { name, index: item.index };
      const startedId = history.record(
        'MapIterationStarted',
        visit.flow.lastEventId,
        'mapIterationStarted',
        details,
      );
      const child = done ?? startIteration(visit, item, startedId);
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
    };
    const startIteration = (of: Visit, item: MapItem, lastEventId: number) => {
      of.mapItem = item;
      try {
        return new Flow(of.execution, processor, {
          input: data.item(of) ?? defaultInput(item),
          lastEventId,
          variables: of.variables,
          path: [...of.flow.path, [name, item.index]],
          mapItem: item,
        });
      } finally {
        of.mapItem = undefined;
      }
    };
    const outputs = await runTogether(visit, items.map(iterate), {
      ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
      onFailure: (_error, index) => {
        visit.flow.lastEventId = children[index]?.lastEventId ?? visit.flow.lastEventId;
        visit.record('MapStateFailed');
      },
    });
    visit.flow.lastEventId = Math.max(visit.flow.lastEventId, ...children.map((child) => child.lastEventId));
    visit.record('MapStateSucceeded');
    return outputs;
  });
}

/** What an iteration is given without `ItemSelector`: the item, or an object's "key-value pair". */
function defaultInput({ key, value }: MapItem): Json {
  return key === undefined ? value : { Key: key, Value: value };
}

/** A list's items, or an object's entries. */
function itemsOf(value: Json): MapItem[] {
  if (Array.isArray(value)) return value.map((item, index) => ({ index, value: item }));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([key, item], index) => ({ index, key, value: item }));
}
