import type { StateMachineDefinition } from '../compiled-workflow';
import type { DefinitionProblem } from '../definition-problem';
import type { State } from '../state';
import { reachedFrom, transitionsOf } from '../transitions-of';

/** Every way leads to a state, every state can be reached, and every way ends. */
export function checkTransitions({ StartAt, States }: StateMachineDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const states = new Map<string, State>(Object.entries(States));
  if (!states.has(StartAt)) {
    problems.push({
      code: 'dangling-next',
      message: `StartAt names the state ${JSON.stringify(StartAt)}, which there is not.`,
      remedy: 'Name one of the states.',
    });
  }
  for (const [name, state] of states) {
    for (const { field, to, isCatch } of transitionsOf(state)) {
      const target = states.get(to);
      if (target === undefined) {
        problems.push({
          code: 'dangling-next',
          state: name,
          field,
          message: `${field} names the state ${JSON.stringify(to)}, which there is not.`,
          remedy: 'Name one of the states.',
        });
      } else if (isCatch && target.Type === 'Fail') {
        problems.push({
          code: 'catch-into-fail',
          state: name,
          field,
          message: `${field} leads to the Fail state ${JSON.stringify(to)}: a redrive would start there, and fail again.`,
          remedy: 'Let the task itself fail.',
        });
      }
    }
    problems.push(...endProblems(name, state));
  }
  if (!states.has(StartAt)) return problems;
  const reached = reachedFrom(StartAt, States);
  for (const name of states.keys()) {
    if (reached.has(name)) continue;
    problems.push({
      code: 'unreachable-state',
      state: name,
      message: `No way leads to the state ${JSON.stringify(name)}.`,
      remedy: 'Leave it out, or lead to it.',
    });
  }
  return problems;
}

/** Types whose states go on or end; the others have fields for neither. */
const goingOn: ReadonlySet<unknown> = new Set(['Task', 'Wait', 'Pass']);

function endProblems(name: string, state: State): DefinitionProblem[] {
  const goesOn = state.Next !== undefined;
  if (!goingOn.has(state.Type) || goesOn !== (state.End !== undefined)) return [];
  return [
    {
      code: 'wrong-end',
      state: name,
      message: `A ${String(state.Type)} state has either Next or End; ${JSON.stringify(name)} has ${goesOn ? 'both' : 'neither'}.`,
      remedy: 'Give it one of the two.',
    },
  ];
}
