import { checkExpressions } from './checks/check-expressions';
import { checkFields } from './checks/check-fields';
import { checkSize } from './checks/check-size';
import { checkTransitions } from './checks/check-transitions';
import type { StateMachineDefinition } from './compiled-workflow';
import type { DefinitionProblem } from './definition-problem';

/**
 * Our own check of a definition, on every synth: what Step Functions would refuse at deploy, and what it accepts and
 * fails on in the middle of a run. `asl-validator` finds more of the first kind and takes a hundred times as long.
 *
 * @returns all problems; none where the definition is right
 */
export function checkDefinition(definition: StateMachineDefinition): readonly DefinitionProblem[] {
  return [
    ...checkTransitions(definition),
    ...checkFields(definition),
    ...checkExpressions(definition),
    ...checkSize(definition),
  ];
}
