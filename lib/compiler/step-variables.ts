/** The variables of a step, named without `$`. Authors cannot bind such names (`isReservedVariable`). */
export const stepVariables = {
  /** What the step gave. */
  outputs: (step: string) => `s_${step}`,
  /** How it failed: `name` and `message`. */
  error: (step: string) => `e_${step}`,
  /** What it has waited for in this visit: a Retry-After, or a pause. */
  wait: (step: string) => `w_${step}`,
};
