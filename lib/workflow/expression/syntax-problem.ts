import type { ExpressionProblem } from './parsed-expression';

/** What authors who know JavaScript or a later JSONata write, and what JSONata 2.0.6 has instead. */
const foreignOperators: readonly { pattern: RegExp; code: string; message: string; remedy: string }[] = [
  {
    pattern: /\?\?/,
    code: 'unsupported-operator',
    message: 'Step Functions has JSONata 2.0.6, which has no `??`.',
    remedy: 'Write `$exists(a) ? a : b` instead of `a ?? b`.',
  },
  {
    pattern: /(?<!\()\?:/,
    code: 'unsupported-operator',
    message: 'Step Functions has JSONata 2.0.6, which has no `?:`.',
    remedy: 'Write `a ? a : b` instead of `a ?: b`.',
  },
  {
    pattern: /\?\./,
    code: 'unsupported-operator',
    message: 'JSONata has no `?.`.',
    remedy: 'Write `.`: a path over something absent is absent.',
  },
  {
    pattern: /[!=]==/,
    code: 'expression-syntax',
    message: 'JSONata has no `===` and `!==`.',
    remedy: 'Write `=` or `!=`.',
  },
  { pattern: /==/, code: 'expression-syntax', message: 'JSONata has no `==`.', remedy: 'Write `=`.' },
  { pattern: /&&/, code: 'expression-syntax', message: 'JSONata has no `&&`.', remedy: 'Write `and`.' },
  { pattern: /\|\|/, code: 'expression-syntax', message: 'JSONata has no `||`.', remedy: 'Write `or`.' },
  {
    pattern: /(?<!\?)!(?!=)/,
    code: 'expression-syntax',
    message: 'JSONata has no `!`.',
    remedy: 'Write `$not(…)`, or `!=` between two values.',
  },
  {
    pattern: /=>/,
    code: 'expression-syntax',
    message: 'JSONata has no `=>`.',
    remedy: 'Write `function($x) { … }`.',
  },
];

/** What to do about each of JSONata's own errors (its `jsonata.js`, "errorCodes"). */
const remedies: Readonly<Record<string, string>> = {
  S0101: 'Close the string with the quote that it begins with.',
  S0102: 'Write a smaller number.',
  S0103: 'Escape with a backslash only what JSON does, and in a JSON file write two backslashes: `\\\\n`.',
  S0104: 'Write four hexadecimal digits behind `\\\\u`.',
  S0105: 'Close the name with a back-quote.',
  S0106: 'Close the comment with `*/`.',
  S0201: 'Put an operator such as `&`, `+` or `and` in between, or take it out.',
  S0202: 'Put in what is expected there.',
  S0203: 'Close what is open.',
  S0204: "Use JSONata's operators: https://docs.jsonata.org/overview.",
  S0206: 'Take it out, or put it in quotes.',
  S0207: 'Complete the expression.',
  S0211: 'Put a value in front of it, or take it out.',
  S0212: 'Give the variable a name that begins with `$`: `$total := 5`.',
  S0213: 'Put a name behind the dot; one such as `true` in back-quotes.',
  S0217: 'Use `%` only inside a path, behind a name.',
  S0301: 'Put a pattern between the slashes.',
  S0302: 'Close the regular expression with `/`; close its brackets too.',
};

/** The problem of a source that is no JSONata, from what its parser threw. */
export function syntaxProblem(source: string, thrown: unknown): ExpressionProblem {
  const error = asJsonataError(thrown);
  const foreign = foreignKeyword(source) ?? foreignOperatorNear(source, error.position);
  if (foreign) return foreign;
  if (source.trim() === '') {
    return {
      severity: 'error',
      code: 'expression-syntax',
      start: 0,
      message: 'The expression is empty.',
      remedy: 'Put an expression between `{%` and `%}`, such as `$record.email`.',
    };
  }
  if (thrown instanceof RangeError) return tooDeep;
  if (thrown instanceof SyntaxError) {
    return {
      severity: 'error',
      code: 'expression-syntax',
      start: Math.max(0, maskLiterals(source).indexOf('/')),
      message: `${thrown.message}.`,
      remedy: 'Correct the regular expression between the slashes.',
    };
  }
  const { code, message, position, token } = error;
  return {
    severity: 'error',
    code: 'expression-syntax',
    start: startOfToken(source, code, token, position),
    message: `${plainMessage(code, message, token)}.`,
    remedy:
      (code === 'S0201' && token === ',' ? 'Put a list in brackets: `[a, b]`.' : remedies[code]) ??
      'Correct the expression: https://docs.jsonata.org/overview describes JSONata.',
  };
}

/** The problem of an expression that nobody can read, JSONata's parser included. */
export const tooDeep: ExpressionProblem = {
  severity: 'error',
  code: 'expression-too-deep',
  start: 0,
  message: 'The expression is nested too deeply.',
  remedy: 'Split it, or do the work in a code step.',
};

/** JSONata gives the offset behind a token, and the end of the source for something that is not closed. */
function startOfToken(source: string, code: string, token: string, position: number): number {
  if (token === '(end)') return source.trimEnd().length;
  if (code === 'S0101' || code === 'S0105') {
    const literals = [...source.matchAll(literalPattern)];
    return literals.at(-1)?.index ?? 0;
  }
  if (code === 'S0301' || code === 'S0302') {
    return openRegexStart(source);
  }
  const literal = [...source.matchAll(literalPattern)].find(
    (match) => match.index + match[0].length === position,
  );
  return literal?.index ?? Math.min(Math.max(0, position - token.length), source.length);
}

/** Where the regular expression begins that does not end: a slash where a value is expected, and not closed. */
function openRegexStart(source: string): number {
  const masked = maskLiterals(source);
  const starts = /(?:^|[(,=~>?:&|[{;])\s*\//g;
  for (let match = starts.exec(masked); match !== null; match = starts.exec(masked)) {
    const start = match.index + match[0].length - 1;
    const end = regexEnd(source, start);
    if (end === undefined) return start;
    starts.lastIndex = end;
  }
  return 0;
}

/** The offset behind a regular expression, as JSONata finds it: the first slash outside brackets and not escaped. */
function regexEnd(source: string, start: number): number | undefined {
  let depth = 0;
  for (let offset = start + 1; offset < source.length; offset++) {
    const character = source.charAt(offset);
    if (character === '\\') offset++;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === '/' && depth === 0) return offset === start + 1 ? undefined : offset + 1;
  }
  return undefined;
}

const bindingRemedy = 'Bind a variable in parentheses: `($total := 5; $total + 1)`.';

/** Words of JavaScript's, and what JSONata has instead. */
const foreignKeywords: ReadonlyMap<string, string> = new Map([
  ['return', 'Take it out: an expression is what it gives.'],
  ['let', bindingRemedy],
  ['const', bindingRemedy],
  ['var', bindingRemedy],
  ['if', 'Write `condition ? this : that`.'],
]);

/** A word of JavaScript's that an expression begins with. */
function foreignKeyword(source: string): ExpressionProblem | undefined {
  const [, blanks = '', word = ''] = /^(\s*)([a-z]+)\b/.exec(source) ?? [];
  const remedy = foreignKeywords.get(word);
  if (remedy === undefined) return undefined;
  return {
    severity: 'error',
    code: 'expression-syntax',
    start: blanks.length,
    message: `JSONata has no \`${word}\`.`,
    remedy,
  };
}

/** An operator of another language that stands where the parser stopped. */
function foreignOperatorNear(source: string, position: number): ExpressionProblem | undefined {
  const masked = maskLiterals(source);
  const from = Math.max(0, position - 4);
  const near = masked.slice(from, position + 2);
  for (const { pattern, ...problem } of foreignOperators) {
    const match = pattern.exec(near);
    if (match) return { severity: 'error', ...problem, start: from + match.index };
  }
  return undefined;
}

function plainMessage(code: string, message: string, token: string): string {
  if (code === 'S0201') return `\`${token}\` is not expected here`;
  if (code === 'S0211') return `\`${token}\` has nothing in front of it to work on`;
  if (code === 'S0207') return 'The expression ends too early';
  return message.replace(/\.$/, '');
}

function asJsonataError(thrown: unknown) {
  const error = typeof thrown === 'object' && thrown !== null ? thrown : {};
  return {
    code: 'code' in error ? String(error.code) : '',
    message: 'message' in error ? String(error.message) : 'The expression is no JSONata',
    position: 'position' in error && typeof error.position === 'number' ? error.position : 0,
    token: 'token' in error ? String(error.token) : '',
  };
}

/** Strings, names in back-quotes and comments; the last one may not be closed. */
const literalPattern = /"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?|`[^`]*`?|\/\*[\s\S]*?(?:\*\/|$)/g;

/** The source with blanks for what stands in strings, back-quotes and comments, offsets kept. */
function maskLiterals(source: string): string {
  return source.replaceAll(literalPattern, (literal) => ' '.repeat(literal.length));
}
