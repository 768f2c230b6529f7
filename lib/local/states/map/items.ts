import type { DataFlow } from '../data-flow';
import { isJsonObject, type Json } from '../json';
import type { MapItem, Visit } from '../visit';

/** A list's items, or an object's entries. */
export function itemsOf(value: Json): MapItem[] {
  if (Array.isArray(value)) return value.map((item, index) => ({ index, value: item }));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([key, item], index) => ({ index, key, value: item }));
}

/** What an iteration is given: what `ItemSelector` makes, else the item, or an object's "key-value pair". */
export function iterationInput(item: MapItem, visit: Visit, data: DataFlow): Json {
  visit.mapItem = item;
  try {
    const { key, value } = item;
    return data.item(visit) ?? (key === undefined ? value : { Key: key, Value: value });
  } finally {
    visit.mapItem = undefined;
  }
}
