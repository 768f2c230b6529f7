import type { Json } from '../../lib/local/states';
import type { ConformanceCase } from './conformance-case';
import type { Observation, ObservedVisit } from './observation';

/**
 * An interpreter that is wrong on purpose: it goes from state to state and hands on the input, as one without any
 * query language would. Its score shows what a suite that looks at the last output alone would let pass.
 */
export async function wrongInterpreter({ definition, input }: ConformanceCase): Promise<Observation> {
  const visits: ObservedVisit[] = [];
  const observation = (outcome: Observation['outcome']): Observation => ({
    outcome,
    visits,
    evaluationFailures: [],
    taskProblems: [],
  });
  const states = definition.States as Record<string, Record<string, Json>>;
  let name = String(definition.StartAt);
  for (let steps = 0; steps < 100; steps++) {
    const state = states[name] ?? {};
    const visit: ObservedVisit = { name, path: [], input, exited: false };
    visits.push(visit);
    if (state.Type === 'Fail') {
      const outcome: Observation['outcome'] = { status: 'FAILED' };
      if (typeof state.Error === 'string') outcome.error = state.Error;
      if (typeof state.Cause === 'string') outcome.cause = state.Cause;
      return observation(outcome);
    }
    visit.exited = true;
    visit.output = input;
    const next = state.Next ?? state.Default;
    if (typeof next !== 'string') break;
    name = next;
  }
  return observation({ status: 'SUCCEEDED', output: input });
}
