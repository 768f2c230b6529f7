import type { DefinitionValue } from './compiled-workflow';

/** One state of a machine: its fields, as the Amazon States Language has them. */
export interface State {
  readonly [field: string]: DefinitionValue;
}

/** States by name, in the order in which people read them. */
export type States = Readonly<Record<string, State>>;

/** The longest name of a state, in characters ("Step Functions service quotas"). */
export const maximumStateNameLength = 80;
