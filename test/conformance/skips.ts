import type { ConformanceCase } from './conformance-case';

/** Cases that are not replayed, and why: never for a wrong answer. */
export interface Skip {
  reason: string;
  covers: (conformanceCase: ConformanceCase) => boolean;
}

/** Outside the scope of the interpreter, or overtaken by what today's documentation says. */
export const SKIPS: readonly Skip[] = [
  {
    // Of the shared cases: scenarios.base_scenarios.map_state_items_eval_jsonata_fail-object and
    // scenarios.base_scenarios.map_state_items_variable_sampling-object.
    reason:
      'recorded before a Map took objects: "If the input to the Map state is a JSON object, it runs an iteration for each key-value pair" (ItemsPath (Map), Items of the Map state)',
    covers: ({ expected }) =>
      expected.status === 'FAILED' &&
      /Expected 'array', but was 'object'|Map state input must be an array but was: \{/.test(
        expected.cause ?? '',
      ),
  },
];

/** A test holds the list, and what it covers of the shared cases, to these. */
export const MOST_SKIPS = 5;
export const MOST_SKIPPED_CASES = 10;
