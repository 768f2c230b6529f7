import type { ScopeKind } from './scope-names';
import type { SyntaxNode } from './syntax-node';

/** A name behind a dot, as it stands in the source. */
export interface SourceName {
  readonly value: string;
  /** Offset of its first character in the source, quotes included. */
  readonly start: number;
  /** Offset behind its last character. */
  readonly end: number;
}

/** A place where an expression reads one of the language's names. */
export interface Reference {
  readonly kind: ScopeKind;
  /**
   * Offsets in the source of the whole name that the compiler replaces: `$record`, `$trigger`, …, and with `steps` as
   * far as the step's id, as in `$steps.availability`.
   */
  readonly start: number;
  readonly end: number;
  /** The plain names that follow in the path, with `steps` behind the id: `email` in `$record.email[0]`. */
  readonly names: readonly SourceName[];
  /** With `steps`: the step's id. */
  readonly step?: SourceName;
}

/** A problem of an expression, with offsets in its source. */
export interface ExpressionProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly start: number;
  readonly message: string;
  readonly remedy: string;
  /** The name that is wrong, where the remedy could be better by one who knows the workflow. */
  readonly written?: string;
}

/** What `parseExpression` makes of `{% … %}`. */
export interface ParsedExpression {
  /** What stands between `{%` and `%}`, blanks included: it begins two characters into the text. */
  readonly source: string;
  /** JSONata's syntax tree; undefined when the source is no JSONata. */
  readonly ast: SyntaxNode | undefined;
  /** In the order of the source. */
  readonly references: readonly Reference[];
  /** Every plain name that reads a property of the record: `email` in `$record.email` and in `$record[email = '']`. */
  readonly recordProperties: readonly SourceName[];
  /** What is wrong with it by itself: what else is known of the workflow is not looked at. */
  readonly problems: readonly ExpressionProblem[];
}
