/** One word or sign of an expression. */
export interface Token {
  readonly kind: 'word' | 'nameReference' | 'valueReference' | 'number' | 'symbol' | 'unknown' | 'end';
  readonly text: string;
  /** Where it begins and ends in the expression. */
  readonly start: number;
  readonly end: number;
}

const tokenPattern =
  /(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<nameReference>#[A-Za-z0-9_]+)|(?<valueReference>:[A-Za-z0-9_]+)|(?<number>\d+)|(?<symbol><>|<=|>=|[=<>(),.[\]+-])|(?<unknown>\S)/g;

const kinds = ['word', 'nameReference', 'valueReference', 'number', 'symbol', 'unknown'] as const;

/** The tokens of an expression, and one that stands for its end. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  for (const match of expression.matchAll(tokenPattern)) {
    const [text] = match;
    const kind = kinds.find((name) => match.groups?.[name] !== undefined) ?? 'unknown';
    tokens.push({ kind, text, start: match.index, end: match.index + text.length });
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: expression.length, end: expression.length });
  return tokens;
}
