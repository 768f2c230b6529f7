import { type Json, type JsonObject, setOwn } from '../json';
import type { Place } from '../preparation';
import type { Visit } from '../visit';
import { prepareReference, resolve } from './reference';

/** A payload template, ready to be filled from what `$` stands for. */
export type PayloadTemplate = (visit: Visit, input: Json) => Json;

/** Prepares a payload template: in its objects a field whose name ends in `.$` is a path or an intrinsic function. */
export function preparePayloadTemplate(template: unknown, place: Place): PayloadTemplate {
  if (Array.isArray(template)) {
    const items = template.map((item, i) => preparePayloadTemplate(item, place.at(i)));
    return (visit, input) => items.map((item) => item(visit, input));
  }
  if (typeof template === 'object' && template !== null) {
    const fields = Object.entries(template).map(([key, value]) => prepareField(key, value, place.at(key)));
    return (visit, input) => {
      const object: JsonObject = {};
      for (const { name, fill } of fields) setOwn(object, name, fill(visit, input));
      return object;
    };
  }
  const literal =
    typeof template === 'string' || typeof template === 'number' || typeof template === 'boolean'
      ? template
      : null;
  return () => literal;
}

function prepareField(key: string, value: unknown, place: Place): { name: string; fill: PayloadTemplate } {
  if (!key.endsWith('.$')) return { name: key, fill: preparePayloadTemplate(value, place) };
  const reference = prepareReference(value, place);
  return { name: key.slice(0, -2), fill: (visit, input) => resolve(reference, visit, input, key) };
}
