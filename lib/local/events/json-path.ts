import { isTemplateObject } from '../assembly/template';

/**
 * Reads a value by a JSON path as EventBridge takes it in `InputPath` and `InputPathsMap`: names by dots or in
 * brackets, list entries by number, `[*]` for all of them; no filters, slices or recursion.
 *
 * @returns undefined where there is no such value
 */
export function readPath(value: unknown, path: string): unknown {
  let values: unknown[] = [value];
  let isList = false;
  for (const [, dotted, quoted, index] of path.replace(/^\$/, '').matchAll(STEP)) {
    if (index === '*') {
      isList = true;
      values = values.flatMap((one) => (Array.isArray(one) ? one : []));
      continue;
    }
    const key = dotted ?? quoted ?? index ?? '';
    values = values.map((one) => {
      if (Array.isArray(one)) return one[Number(key)];
      return isTemplateObject(one) && Object.hasOwn(one, key) ? one[key] : undefined;
    });
  }
  const found = values.filter((one) => one !== undefined);
  return isList ? found : found[0];
}

const STEP = /\.([^.[\]]+)|\[['"]([^'"]*)['"]\]|\[(\d+|\*)\]/g;
