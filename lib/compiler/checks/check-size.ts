import type { StateMachineDefinition } from '../compiled-workflow';
import type { DefinitionProblem } from '../definition-problem';
import { serializeDefinition } from '../serialize-definition';
import { listOf } from '../transitions-of';

/** What an `Assign` and a variable hold, in bytes ("Passing data between states with variables"). */
const maximumAssign = 256 * 1024;

/** The largest definition, in bytes ("Step Functions service quotas"), less what the account's names may add. */
const maximumDefinition = 1024 * 1024 - 64 * 1024;

/** What is too large whatever a run brings. */
export function checkSize(definition: StateMachineDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  for (const [name, state] of Object.entries(definition.States)) {
    for (const holder of [state, ...listOf(state.Choices), ...listOf(state.Catch)]) {
      const size = Buffer.byteLength(JSON.stringify(holder.Assign ?? null));
      if (size <= maximumAssign) continue;
      problems.push({
        code: 'assign-too-large',
        state: name,
        field: 'Assign',
        message: `The state assigns ${size} bytes; ${maximumAssign} are allowed.`,
        remedy: 'Keep long texts elsewhere.',
      });
    }
  }
  const size = Buffer.byteLength(serializeDefinition(definition, (mark) => mark.toJSON()));
  if (size > maximumDefinition) {
    problems.push({
      code: 'definition-too-large',
      message: `The definition has ${size} bytes; ${maximumDefinition} are allowed, so that it stays under 1 MB with the account's names.`,
      remedy: 'Split the workflow in two: the first sends an event that enrolls the record in the second.',
    });
  }
  return problems;
}
