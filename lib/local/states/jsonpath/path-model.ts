/** One step of a path. */
export type Segment =
  | { kind: 'names'; names: string[] }
  | { kind: 'indices'; indices: number[] }
  | { kind: 'slice'; start: number | undefined; end: number | undefined }
  | { kind: 'all' }
  | { kind: 'deep'; segment: Segment }
  | { kind: 'filter'; condition: Condition }
  | { kind: 'function'; name: PathFunction };

/** Functions that may end a path, as the JSONPath of Step Functions has them. */
export type PathFunction = 'length' | 'min' | 'max' | 'avg' | 'sum';

/** What stands in `[?(…)]`. */
export type Condition =
  | { kind: 'or' | 'and'; left: Condition; right: Condition }
  | { kind: 'not'; of: Condition }
  | { kind: 'exists'; path: Path }
  | { kind: 'compare'; operator: Comparison; left: Operand; right: Operand };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | '=~' | 'in' | 'nin';

export type Operand =
  | { kind: 'path'; path: Path }
  | { kind: 'literal'; value: null | boolean | number | string }
  | { kind: 'list'; items: Operand[] }
  | { kind: 'pattern'; pattern: RegExp };

/** A path: where it starts and how it goes on. */
export interface Path {
  readonly source: string;
  /** `input` for `$`, `context` for `$$`, `item` for `@` in a filter, or a variable's name. */
  readonly root: { kind: 'input' | 'context' | 'item' } | { kind: 'variable'; name: string };
  readonly segments: readonly Segment[];
  /** Names one place at most; otherwise the result is the list of what matches. */
  readonly isDefinite: boolean;
}
