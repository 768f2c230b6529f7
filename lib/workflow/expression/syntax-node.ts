/**
 * A node of JSONata's syntax tree, as its parser gives it after flattening paths. One interface with optional parts,
 * since the parser's own declaration leaves most of them out.
 */
export interface SyntaxNode {
  readonly type: string;
  /** The name, literal or operator. */
  readonly value?: unknown;
  /** The offset behind the token that the node comes from. */
  readonly position?: number;
  /** Of `path`. */
  readonly steps?: readonly SyntaxNode[];
  /** Of a `path` with `[]` in it, which gives a list. */
  readonly keepSingletonArray?: boolean;
  /** Filters of a node that is no step of a path; each has `expr`. */
  readonly predicate?: readonly SyntaxNode[];
  /** Filters and index bindings of a step of a path. */
  readonly stages?: readonly SyntaxNode[];
  readonly expr?: SyntaxNode;
  /** `{…}` behind an expression: pairs of key and value. */
  readonly group?: { readonly lhs: SyntaxPairs };
  /** Of `sort`. */
  readonly terms?: readonly { readonly expression: SyntaxNode }[];
  /** Names that `@$name` and `#$name` bind. */
  readonly focus?: string;
  readonly index?: string;
  /** Of operators and `bind`; pairs of key and value in an object constructor. */
  readonly lhs?: SyntaxNode | SyntaxPairs | readonly SyntaxNode[];
  readonly rhs?: SyntaxNode;
  /** Of unary minus. */
  readonly expression?: SyntaxNode;
  /** Of `block` and of a list constructor. */
  readonly expressions?: readonly SyntaxNode[];
  /** Of `function`, `partial` and `lambda`. */
  readonly arguments?: readonly SyntaxNode[];
  readonly procedure?: SyntaxNode;
  readonly body?: SyntaxNode;
  /** Of a `lambda` that the parser put in to optimize a tail call. */
  readonly thunk?: boolean;
  /** Of `condition`. */
  readonly condition?: SyntaxNode;
  readonly then?: SyntaxNode;
  readonly else?: SyntaxNode;
  /** Of `transform`. */
  readonly pattern?: SyntaxNode;
  readonly update?: SyntaxNode;
  readonly delete?: SyntaxNode;
}

/** Pairs of key and value. */
export type SyntaxPairs = readonly (readonly SyntaxNode[])[];

/** The parts of an object constructor or of an operator on its left, as nodes. */
export function leftNodes(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.lhs === undefined) return [];
  return isNode(node.lhs) ? [node.lhs] : node.lhs.flat();
}

/** All nodes directly below one. */
export function childNodes(node: SyntaxNode): readonly SyntaxNode[] {
  const one = [
    node.expr,
    node.rhs,
    node.expression,
    node.procedure,
    node.body,
    node.condition,
    node.then,
    node.else,
    node.pattern,
    node.update,
    node.delete,
  ].filter((child) => child !== undefined);
  return [
    ...(node.steps ?? []),
    ...(node.predicate ?? []),
    ...(node.stages ?? []),
    ...(node.group?.lhs.flat() ?? []),
    ...(node.terms?.map((term) => term.expression) ?? []),
    ...leftNodes(node),
    ...(node.expressions ?? []),
    ...(node.arguments ?? []),
    ...one,
  ];
}

function isNode(value: SyntaxNode | SyntaxPairs | readonly SyntaxNode[]): value is SyntaxNode {
  return !Array.isArray(value);
}
