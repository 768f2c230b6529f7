import { type AttributeValue, attribute, type Item, itemOf } from '../attribute-value';
import type { DocumentPath } from './document-path';

/** The steps that a projection takes from one value: to a whole value, or further into it. */
type Steps = Map<string | number, Steps | 'whole'>;

/** The parts of an item that the paths name; places of lists close up, in their order. */
export function project(item: Item, paths: readonly DocumentPath[]): Item {
  const steps: Steps = new Map();
  for (const path of paths) addPath(steps, path);
  return projectMap(item, steps);
}

function addPath(steps: Steps, path: DocumentPath): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  if (rest.length === 0) {
    steps.set(step, 'whole');
    return;
  }
  const inner = steps.get(step);
  if (inner === 'whole') return;
  const further: Steps = inner ?? new Map();
  steps.set(step, further);
  addPath(further, rest);
}

function projectMap(item: Item, steps: Steps): Item {
  const entries: [string, AttributeValue][] = [];
  for (const [name, further] of steps) {
    if (typeof name === 'number') continue;
    const value = projectValue(attribute(item, name), further);
    if (value !== undefined) entries.push([name, value]);
  }
  return itemOf(entries);
}

function projectValue(value: AttributeValue | undefined, steps: Steps | 'whole'): AttributeValue | undefined {
  if (value === undefined || steps === 'whole') return value;
  if ('M' in value) {
    const map = projectMap(value.M, steps);
    return Object.keys(map).length === 0 ? undefined : { M: map };
  }
  if (!('L' in value)) return undefined;
  const list: AttributeValue[] = [];
  for (const [place, member] of value.L.entries()) {
    const further = steps.get(place);
    const projected = further === undefined ? undefined : projectValue(member, further);
    if (projected !== undefined) list.push(projected);
  }
  return list.length === 0 ? undefined : { L: list };
}
