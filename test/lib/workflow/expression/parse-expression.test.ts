import fc from 'fast-check';
import jsonata from 'jsonata';
import { isExpression, parseExpression } from '../../../../lib/workflow/expression/parse-expression';

/** A piece of an expression, and where the language's names stand in it. */
interface Piece {
  readonly text: string;
  readonly references: readonly {
    readonly start: number;
    readonly end: number;
    readonly replacement: string;
  }[];
}

function join(...parts: readonly (string | Piece)[]): Piece {
  return parts.reduce<Piece>(
    (joined, part) => {
      const piece = typeof part === 'string' ? { text: part, references: [] } : part;
      const moved = piece.references.map(({ start, end, replacement }) => ({
        start: start + joined.text.length,
        end: end + joined.text.length,
        replacement,
      }));
      return { text: joined.text + piece.text, references: [...joined.references, ...moved] };
    },
    { text: '', references: [] },
  );
}

/** A whole name that is replaced, with what the test replaces it by. */
function named(text: string, replacement: string): Piece {
  return { text, references: [{ start: 0, end: text.length, replacement }] };
}

const trivia = fc.constantFrom('', '', ' ', '\n', '\t ', '/* $record.email */', ' /* `"\' */ ');
const quoted = (name: string) => fc.constantFrom(name, `\`${name}\``, `"${name}"`, `'${name}'`);

const reference: fc.Arbitrary<Piece> = fc.oneof(
  fc
    .tuple(trivia, trivia, fc.constantFrom('email', 'score', 'tags', 'nothing').chain(quoted))
    .map(([before, behind, name]) => join(named('$record', '$record'), `${before}.${behind}${name}`)),
  fc
    .tuple(trivia, trivia, quoted('first'), trivia, quoted('owner'))
    .map(([a, b, step, c, output]) => join(named(`$steps${a}.${b}${step}`, '$s_first'), `${c}.${output}`)),
  fc.constant(join(named('$trigger', '$t_event'), '.detail.plan')),
  fc.constant(named('$record', '$record')),
);

const expression = fc.letrec<{ any: Piece; operand: Piece }>((tie) => ({
  operand: fc.tuple(tie('any'), trivia).map(([inner, space]) => join('(', space, inner, space, ')')),
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    reference,
    fc
      .constantFrom(
        '1',
        "'text'",
        'true',
        'null',
        '"$record.email"',
        "$match('$record.email', /$record.email/)",
      )
      .map((text) => join(text)),
    fc
      .tuple(
        tie('operand'),
        trivia,
        fc.constantFrom('+', '&', '=', '!=', ' and ', ' in ', '<'),
        trivia,
        tie('operand'),
      )
      .map(([left, a, operator, b, right]) => join(left, a, operator, b, right)),
    fc.tuple(tie('operand'), tie('any'), tie('any')).map(([a, b, c]) => join(a, ' ? ', b, ' : ', c)),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => join('[', a, ', ', b, ']')),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => join('{ "a": ', a, ', "b": ', b, ' }')),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => join('$map([', a, '], function($v, $i) {', b, ' })')),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => join('($v := ', a, '; ', b, '; $v)')),
    fc.tuple(tie('any')).map(([a]) => join(named('$record', '$record'), '.tags[', a, ' = $]')),
    fc.tuple(tie('any')).map(([a]) => join(named('$record', '$record'), '.tags^(>$, <', a, ')')),
    fc.tuple(tie('operand'), tie('any')).map(([a, b]) => join(a, '{ "key": ', b, ' }')),
    fc.tuple(tie('operand'), tie('any')).map(([a, b]) => join(a, ' ~> |$|{ "new": ', b, ' }, ["old"]|')),
    fc.tuple(tie('any')).map(([a]) => join("('abc' ~> $substring(?, ", a, '))')),
    fc.tuple(tie('operand')).map(([a]) => join(a, ' ~> $string')),
    fc.tuple(tie('operand')).map(([a]) => join(a, '.$string($)')),
    fc.tuple(tie('any')).map(([a]) => join('$exists(', a, ')')),
    fc.tuple(tie('operand')).map(([a]) => join('-', a)),
    fc.tuple(tie('operand')).map(([a]) => join('$not(', a, ') /* and ', 'so on */')),
    fc.tuple(tie('any')).map(([a]) => join('$reduce([1..3], function($a, $b) { $a & ', a, ' })')),
  ),
})).any;

/** The value of a text, or that it fails: of two errors either may come first, since an object's values take turns. */
async function evaluated(text: string, bindings: Record<string, unknown>): Promise<unknown> {
  try {
    const value = await jsonata(text).evaluate(undefined, bindings);
    // A function holds the time of its evaluation.
    return JSON.stringify(value, (_, part) => (part?._jsonata_lambda ? 'a function' : part));
  } catch {
    return 'an error';
  }
}

const record = { email: 'ana@example.com', score: 3, tags: ['b', 'a'] };
const trigger = { detail: { plan: 'pro' } };

describe('parseExpression', () => {
  it('finds every name at its exact place', () => {
    fc.assert(
      fc.property(expression, (piece) => {
        const { references, problems } = parseExpression(`{%${piece.text}%}`);

        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(references.map(({ start, end }) => [start, end])).toEqual(
          piece.references.map(({ start, end }) => [start, end]),
        );
      }),
      { numRuns: 800 },
    );
  });

  it('gives places at which names can be replaced without changing what the expression means', async () => {
    await fc.assert(
      fc.asyncProperty(expression, async ({ text, references }) => {
        let replaced = text;
        for (const { start, end, replacement } of references.toReversed()) {
          replaced = replaced.slice(0, start) + replacement + replaced.slice(end);
        }

        const original = await evaluated(text, { record, steps: { first: { owner: '11' } }, trigger });
        const compiled = await evaluated(replaced, { record, s_first: { owner: '11' }, t_event: trigger });

        expect(compiled).toEqual(original);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and points into the source', () => {
    const bits = fc.constantFrom(
      ...[
        '$record',
        '$steps',
        '.first',
        '.owner',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '$',
        '$$',
        '?',
        ':',
        '??',
        ':=',
        ';',
      ],
      ...[
        '"',
        "'",
        '`',
        '/',
        '/*',
        '*/',
        '@$x',
        '#$i',
        '^(',
        '%',
        '~>',
        '|',
        'function($a)',
        '1',
        ' ',
        ',',
        '..',
        '-',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(bits, { maxLength: 20 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const { source, problems, references } = parseExpression(`{%${text}%}`);

          expect(source).toBe(text);
          for (const { start } of problems) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(start).toBeLessThanOrEqual(text.length);
          }
          for (const { start, end } of references) expect(text.slice(start, end)).toMatch(/^\$/);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it.each([
    ['$record.email', 'record', 'email'],
    ['$record.`email`', 'record', 'email'],
    ['$record."email"', 'record', 'email'],
    ["$record.'e\\u006dail'.x", 'record', 'email,x'],
    ['$record.tags[0].name', 'record', 'tags,name'],
    ['$record[0].email', 'record', ''],
    ['$record.*.email', 'record', ''],
    ['$steps.first.owner.name', 'steps', 'owner,name'],
    ['$steps.first.list[0]', 'steps', 'list'],
    ['$trigger.detail.`detail-type`', 'trigger', 'detail,detail-type'],
    ['$error.message', 'error', 'message'],
  ])('gives the names behind: %s', (source, kind, names) => {
    const { references } = parseExpression(`{%${source}%}`);

    expect(
      references.map((reference) => [reference.kind, reference.names.map(({ value }) => value).join()]),
    ).toEqual([[kind, names]]);
  });

  it.each([
    '$uppercase ~> $lowercase',
    '$record.tags ~> $map($uppercase)',
    '($double := function($x) { $x * 2 }; $double(2))',
    '($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(3))',
    '$record.tags@$tag.{ "tag": $tag }',
    '$record.tags#$i[$i = 0]',
    '$record.tags[$ = "a"]',
    '$record.(email & score)',
    '$record{ email: score }',
    '$record.tags.%.email',
    '$record ~> |$|{ "email": $lowercase(email) }|',
    '$error("stop")',
    '"stop" ~> $error',
    '$substring(?, 1)("abc")',
    '$string() ~> $string',
    '$partition([1, 2], 1)',
    '$hash("a", "SHA-256")',
    '$parse("{}").x',
    '$record.email != null',
    '$not($exists($record.email))',
    '$filter($record.tags, function($tag, $index1) { $tag = "a" })',
  ])('has nothing against %s', (source) => {
    expect(parseExpression(`{%${source}%}`).problems).toEqual([]);
  });

  it('reads expressions of a hundred thousand characters, and refuses what nobody can read, in seconds', () => {
    const sources = [
      `[${'1,'.repeat(50_000)}1]`,
      `1${'+1'.repeat(50_000)}`,
      `a${'.a'.repeat(50_000)}`,
      `${'('.repeat(50_000)}1${')'.repeat(50_000)}`,
      `${'/* */'.repeat(20_000)}1`,
      `/${'(a'.repeat(50_000)}`,
      `${'\'"`'.repeat(33_000)}`,
    ];
    const started = performance.now();

    for (const source of sources) parseExpression(`{%${source}%}`);

    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('what the warnings say of absent values', () => {
  // Held to JSONata 2.0.6 itself, which is what Step Functions has.
  it.each([
    ['$record.nothing = null', false],
    ["$record.nothing != 'x'", false],
    ['$record.nothing != null', false],
    ['$record.email != null', true],
    ['$not($record.nothing)', undefined],
    ['$record.nothing ? false : true', true],
    ['$not($exists($record.nothing))', true],
  ])('is so: %s is %s', async (source, value) => {
    expect(await jsonata(source).evaluate(undefined, { record })).toBe(value);
  });
});

describe('isExpression', () => {
  it.each([
    ['{% 1 %}', true],
    ['{%%}', true],
    ['{%}', false],
    [' {% 1 %}', false],
    ['{% 1 %} ', false],
    ['text', false],
    ['', false],
  ])('says of %j: %s', (text, is) => {
    expect(isExpression(text)).toBe(is);
  });
});
