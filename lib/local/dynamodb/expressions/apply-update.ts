import { addDecimals, formatDecimal, negatedDecimal } from '../../../records/decimal';
import { type AttributeValue, attribute, type Item, itemOf, valueType } from '../attribute-value';
import { decimalOf } from '../compare-values';
import { readNumber } from '../read-value';
import { validationError } from '../service-error';
import { type DocumentPath, valueAt } from './document-path';
import type { Update, UpdateAction, UpdateValue } from './update';

/** The changes below one value: to a new value, away with it, or further in. */
type Edit =
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'remove' }
  | EditInside;
interface EditInside {
  readonly kind: 'inside';
  readonly edits: Map<string | number, Edit>;
}

/**
 * The item after an update. All actions see the item as it was, so their order does not matter, and places in lists
 * mean those of the list as it was.
 *
 * @throws ServiceError when a path leads nowhere or an operand has the wrong type
 */
export function applyUpdate(update: Update, item: Item): Item {
  const edits: EditInside = { kind: 'inside', edits: new Map() };
  for (const action of update) {
    const edit = editOf(action, item);
    requireParent(action.path, item);
    if (edit !== undefined) addEdit(edits, action.path, edit);
  }
  return editMap(item, edits.edits);
}

function editOf(action: UpdateAction, item: Item): Edit | undefined {
  switch (action.kind) {
    case 'set':
      return { kind: 'value', value: computed(action.value, item) };
    case 'remove':
      return { kind: 'remove' };
    case 'add':
      return { kind: 'value', value: added(valueAt(item, action.path), action.value) };
    case 'delete':
      return deleted(valueAt(item, action.path), action.value);
  }
}

function computed(value: UpdateValue, item: Item): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path': {
      const found = valueAt(item, value.path);
      if (found === undefined) {
        throw validationError(
          'The provided expression refers to an attribute that does not exist in the item',
        );
      }
      return found;
    }
    case 'sum':
      return sum(computed(value.left, item), computed(value.right, item), false);
    case 'difference':
      return sum(computed(value.left, item), computed(value.right, item), true);
    case 'ifNotExists':
      return valueAt(item, value.path) ?? computed(value.otherwise, item);
    case 'listAppend': {
      const first = computed(value.first, item);
      const second = computed(value.second, item);
      if (!('L' in first && 'L' in second)) throw wrongType();
      return { L: [...first.L, ...second.L] };
    }
  }
}

function sum(left: AttributeValue, right: AttributeValue, subtract: boolean): AttributeValue {
  if (!('N' in left && 'N' in right)) throw wrongType();
  const addend = decimalOf(right.N);
  return {
    N: readNumber(formatDecimal(addDecimals(decimalOf(left.N), subtract ? negatedDecimal(addend) : addend))),
  };
}

function added(old: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (old === undefined) return value;
  if ('N' in value) return sum(old, value, false);
  if ('SS' in value && 'SS' in old) return { SS: union(old.SS, value.SS) };
  if ('NS' in value && 'NS' in old) return { NS: union(old.NS, value.NS) };
  if ('BS' in value && 'BS' in old) return { BS: union(old.BS, value.BS) };
  throw wrongType();
}

function deleted(old: AttributeValue | undefined, value: AttributeValue): Edit | undefined {
  if (old === undefined) return undefined;
  if ('SS' in value && 'SS' in old) return remaining(without(old.SS, value.SS), (SS) => ({ SS }));
  if ('NS' in value && 'NS' in old) return remaining(without(old.NS, value.NS), (NS) => ({ NS }));
  if ('BS' in value && 'BS' in old) return remaining(without(old.BS, value.BS), (BS) => ({ BS }));
  throw wrongType();
}

/** There are no empty sets: the attribute goes with its last member. */
function remaining(members: readonly string[], set: (members: readonly string[]) => AttributeValue): Edit {
  return members.length === 0 ? { kind: 'remove' } : { kind: 'value', value: set(members) };
}

function union(one: readonly string[], two: readonly string[]): string[] {
  return [...new Set([...one, ...two])];
}

function without(members: readonly string[], gone: readonly string[]): string[] {
  return members.filter((member) => !gone.includes(member));
}

function wrongType() {
  return validationError('An operand in the update expression has an incorrect data type');
}

/** @throws ServiceError when what should hold the path's last step is not there, or is of another kind */
function requireParent(path: DocumentPath, item: Item): void {
  const parent = valueAt(item, path.slice(0, -1));
  const last = path.at(-1);
  if (parent !== undefined && (typeof last === 'number' ? 'L' in parent : 'M' in parent)) return;
  throw validationError('The document path provided in the update expression is invalid for update');
}

function addEdit(inside: EditInside, path: DocumentPath, edit: Edit): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  if (rest.length === 0) {
    inside.edits.set(step, edit);
    return;
  }
  const found = inside.edits.get(step);
  const further: EditInside = found?.kind === 'inside' ? found : { kind: 'inside', edits: new Map() };
  inside.edits.set(step, further);
  addEdit(further, rest, edit);
}

function editMap(item: Item, edits: ReadonlyMap<string | number, Edit>): Item {
  const values = new Map(Object.entries(item));
  for (const [step, edit] of edits) {
    const name = String(step);
    const value = edited(attribute(item, name), edit);
    if (value === undefined) values.delete(name);
    else values.set(name, value);
  }
  return itemOf(values);
}

/** What is set beyond a list's end is appended, in the order of the places. */
function editList(
  list: readonly AttributeValue[],
  edits: ReadonlyMap<string | number, Edit>,
): AttributeValue[] {
  const members = list.flatMap((member, place) => {
    const edit = edits.get(place);
    const value = edit === undefined ? member : edited(member, edit);
    return value === undefined ? [] : [value];
  });
  const beyond = [...edits].filter(([place]) => typeof place === 'number' && place >= list.length);
  beyond.sort(([one], [two]) => Number(one) - Number(two));
  for (const [, edit] of beyond) if (edit.kind === 'value') members.push(edit.value);
  return members;
}

function edited(value: AttributeValue | undefined, edit: Edit): AttributeValue | undefined {
  if (edit.kind === 'value') return edit.value;
  if (edit.kind === 'remove' || value === undefined) return undefined;
  if ('M' in value) return { M: editMap(value.M, edit.edits) };
  if ('L' in value) return { L: editList(value.L, edit.edits) };
  throw new Error(`A ${valueType(value)} has nothing inside.`);
}
