import type { PropertyDefinition } from '../../records/records-schema';
import type { PossibleValue } from '../expression/possible-values';

/** A place inside a step, from the step's own object on: `['branches', 0, 'when']`. */
export type StepPath = readonly (string | number)[];

/** A problem of one step, without the place in the file. */
export interface StepProblem {
  readonly severity?: 'error' | 'warning';
  readonly code: string;
  /** Where it stands inside the step. */
  readonly at: StepPath;
  /** Which character of the text there to point at. */
  readonly character?: number;
  /** Whether to point at the key instead of the value. */
  readonly pointAt?: 'key' | 'value';
  readonly message: string;
  readonly remedy: string;
}

/** What a step type's own check is given. */
export interface StepCheck {
  /** The workflow file, relative to the project's folder. */
  readonly file: string;
  readonly objectType: string;
  /** The properties of the workflow's object type, by name; undefined where they are not known. */
  readonly properties: ReadonlyMap<string, PropertyDefinition> | undefined;
  /** What stands at a path relative to the project's folder. */
  fileKind(path: string): 'file' | 'directory' | undefined;
  /** The names in a folder relative to the project's folder, for a file that was meant. Left out where nobody can look. */
  namesIn?(folder: string): readonly string[];
  /**
   * What an expression, `{% … %}`, can give, as far as that is known; places in it count from its first character.
   * Left out where there is no workflow around.
   */
  possibleValues?(text: string): readonly PossibleValue[];
  report(problem: StepProblem): void;
}
