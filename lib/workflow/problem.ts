/** A place in a file that a person wrote. Lines and columns count from 1, as editors show them. */
export interface SourceLocation {
  /** The path as a person would type it, relative to the project's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * One thing wrong with what the user wrote. Checks collect problems and never throw: the user sees all of them at
 * once, each with the place and the remedy.
 */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** A stable name for this kind of problem, such as `unknown-key`: tests, searches and suppressions rely on it. */
  readonly code: string;
  readonly location: SourceLocation;
  /** That it is of a file, a folder or a name as a whole: `location` names it, and its line and column say nothing. */
  readonly isWhole?: true;
  /** What is wrong, as one sentence. */
  readonly message: string;
  /** What would be right, as one sentence. */
  readonly remedy: string;
}
