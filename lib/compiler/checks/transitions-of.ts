import type { State } from '../state';

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

/** The objects of a list in a state; none where it is no list. */
export function listOf(value: State[string] | undefined): State[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: State[string]): value is State {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
