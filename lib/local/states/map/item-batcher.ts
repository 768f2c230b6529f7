import type { DataFlow } from '../data-flow';
import { isObject, type Json, type JsonObject } from '../json';
import type { Place } from '../preparation';
import type { Visit } from '../visit';

/**
 * "ItemBatcher (Map)": several items for each child execution, as `{ BatchInput, Items }`; without the field one
 * each, as it is.
 */
export function prepareBatcher(
  definition: unknown,
  place: Place,
  data: DataFlow,
): (items: Json[], visit: Visit) => Json[] {
  if (definition === undefined) return (items) => items;
  const batcher = place.object(definition);
  const inner = data.within(batcher, place);
  const mostItems = inner.number('MaxItemsPerBatch', 'positive integer');
  const mostBytes = inner.number('MaxInputBytesPerBatch', 'positive integer');
  if (!mostItems && !mostBytes) place.problem('must have MaxItemsPerBatch or MaxInputBytesPerBatch');
  const batchInput = isObject(batcher) ? inner.value('BatchInput') : undefined;
  return (items, visit) => {
    const itemLimit = mostItems?.(visit) ?? Number.POSITIVE_INFINITY;
    const byteLimit = mostBytes?.(visit) ?? Number.POSITIVE_INFINITY;
    const common = batchInput?.(visit);
    const asInput = (batch: Json[]): JsonObject => ({
      ...(common === undefined ? {} : { BatchInput: common }),
      Items: batch,
    });
    const batches: Json[][] = [];
    let bytes = Buffer.byteLength(JSON.stringify(asInput([])));
    const empty = bytes;
    for (const item of items) {
      const size = Buffer.byteLength(JSON.stringify(item)) + 1;
      const last = batches.at(-1);
      if (last && last.length < itemLimit && bytes + size <= byteLimit) {
        last.push(item);
        bytes += size;
      } else {
        batches.push([item]);
        bytes = empty + size;
      }
    }
    return batches.map(asInput);
  };
}
