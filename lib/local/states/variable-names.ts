import { isObject } from './json';
import type { Place } from './preparation';

/** "Variable naming in Amazon States Language": up to 80 characters, letters as Unicode has them, digits, `_`. */
const NAME = /^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u;

/**
 * Checks the names that a workflow and those within it assign: an inner scope, a branch or an iteration, may read what
 * the outer ones assign, but not assign the same name ("Variable scope"). A distributed Map sees nothing of them.
 *
 * @param outer the names that the enclosing workflows assign
 */
export function checkVariableNames(
  workflow: Record<string, unknown>,
  place: Place,
  outer: ReadonlySet<string>,
): void {
  const states = isObject(workflow.States) ? workflow.States : {};
  const here = new Set<string>();
  for (const [stateName, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    for (const [assign, at] of assignments(state, place.at('States', stateName))) {
      for (const key of Object.keys(assign)) {
        const name = key.endsWith('.$') ? key.slice(0, -2) : key;
        here.add(name);
        if (name === 'states') at.at(key).problem("'states' is reserved");
        else if (!NAME.test(name)) at.at(key).problem(`'${name}' is no name for a variable`);
        if (outer.has(name)) at.at(key).problem(`'${name}' is assigned in an outer scope already`);
      }
    }
  }
  const visible = new Set([...outer, ...here]);
  for (const [stateName, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    const at = place.at('States', stateName);
    if (Array.isArray(state.Branches)) {
      state.Branches.forEach((branch, i) => {
        if (isObject(branch)) checkVariableNames(branch, at.at('Branches', i), visible);
      });
    }
    for (const field of ['ItemProcessor', 'Iterator']) {
      const { [field]: processor } = state;
      if (!isObject(processor)) continue;
      const config = isObject(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
      checkVariableNames(processor, at.at(field), config.Mode === 'DISTRIBUTED' ? new Set() : visible);
    }
  }
}

/** Every `Assign` of a state: its own, of its Choice rules, of its catchers. */
function assignments(state: Record<string, unknown>, place: Place): [Record<string, unknown>, Place][] {
  const found: [Record<string, unknown>, Place][] = [];
  if (isObject(state.Assign)) found.push([state.Assign, place.at('Assign')]);
  for (const field of ['Choices', 'Catch']) {
    const { [field]: entries } = state;
    if (!Array.isArray(entries)) continue;
    entries.forEach((entry, i) => {
      if (isObject(entry) && isObject(entry.Assign)) {
        found.push([entry.Assign, place.at(field, i, 'Assign')]);
      }
    });
  }
  return found;
}
