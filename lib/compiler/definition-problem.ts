/** Something in a definition that Step Functions would refuse, or that would fail or mislead later. */
export interface DefinitionProblem {
  /** A stable name for this kind of problem, such as `dangling-next`. */
  readonly code: string;
  /** The state in which it stands; absent where it is about the machine as a whole. */
  readonly state?: string;
  /** The field inside of the state, such as `Arguments.Payload.inputs`. */
  readonly field?: string;
  /** What is wrong, as one sentence. */
  readonly message: string;
  /** What would be right, as one sentence. */
  readonly remedy: string;
}
