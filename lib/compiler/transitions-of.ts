import type { State, States } from './state';

/** A way from one state to another, and the field that says so. */
export interface Transition {
  readonly field: string;
  readonly to: string;
  /** Whether it is taken when the state fails. */
  readonly isCatch: boolean;
}

/** All ways out of a state. */
export function transitionsOf(state: State): Transition[] {
  const transitions: Transition[] = [];
  const add = (field: string, to: unknown, isCatch = false) => {
    if (typeof to === 'string') transitions.push({ field, to, isCatch });
  };
  add('Next', state.Next);
  add('Default', state.Default);
  for (const [index, rule] of listOf(state.Choices).entries()) add(`Choices[${index}].Next`, rule.Next);
  for (const [index, catcher] of listOf(state.Catch).entries())
    add(`Catch[${index}].Next`, catcher.Next, true);
  return transitions;
}

/** The names of all states that a run can come to. */
export function reachedFrom(start: string, states: States): ReadonlySet<string> {
  const byName = new Map<string, State>(Object.entries(states));
  const reached = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = byName.get(name);
    if (state === undefined || reached.has(name)) continue;
    reached.add(name);
    open.push(...transitionsOf(state).map(({ to }) => to));
  }
  return reached;
}

/** The objects of a list in a state; none where it is no list. */
export function listOf(value: State[string] | undefined): State[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: State[string]): value is State {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
