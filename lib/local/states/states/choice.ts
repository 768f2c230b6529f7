import type { Preparation } from '../preparation';
import { StateError } from '../state-error';
import type { Transition, Visit } from '../visit';

/** "Choice workflow state": goes the way of the first rule that holds, else the default. */
export function prepareChoice({
  definition,
  place,
  data,
}: Preparation): (visit: Visit) => Promise<Transition> {
  const rules = place
    .at('Choices')
    .filledList(definition.Choices)
    .map((entry, i) => {
      const at = place.at('Choices', i);
      const rule = at.object(entry);
      const location = `Choices[${i}]`;
      return {
        holds: data.condition(rule, at, location),
        chosen: data.chosen(rule, at, location),
        next: at.at('Next').text(rule.Next),
      };
    });
  const byDefault = data.chosen(definition, place, '');
  const next = definition.Default === undefined ? undefined : place.at('Default').text(definition.Default);
  return async (visit) => {
    for (const rule of rules) {
      if (rule.holds(visit)) return { ...rule.chosen(visit), next: rule.next };
    }
    if (next === undefined) {
      throw new StateError(
        'States.NoChoiceMatched',
        `An error occurred while executing the state '${visit.stateName}' (entered at the event id #${visit.enteredEventId}). Failed to find a matching choice and no default was specified.`,
      );
    }
    return { ...byDefault(visit), next };
  };
}
