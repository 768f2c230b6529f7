import { readFileSync } from 'node:fs';
import { builtInFunctions } from '../../../../lib/workflow/expression/built-in-functions';
import { parseExpression } from '../../../../lib/workflow/expression/parse-expression';

/** What JSONata itself binds, with its signatures, read from its own source. */
const source = readFileSync(require.resolve('jsonata'), 'utf8');
const bound = new Map(
  [...source.matchAll(/staticFrame\.bind\('(\w+)', defineFunction\([\w.]+, '([^']*)'\)\)/g)].map(
    ([, name = '', signature = '']) => [name, signature],
  ),
);

/** How many arguments a signature allows: `-` may come from the context, `?` may be left out, `+` may be repeated. */
function arityOf(signature: string): { minimum: number; maximum: number } {
  let parameters = signature.slice(1, -1).replace(/:[^:]*$/, '');
  while (/<[^<>]*>/.test(parameters)) parameters = parameters.replace(/<[^<>]*>/g, '');
  const marks = [...parameters.matchAll(/(?:\([a-z]+\)|[a-z])([-?+]?)/g)].map(([, mark]) => mark);
  return {
    minimum: marks.filter((mark) => mark === '' || mark === '+').length,
    maximum: marks.includes('+') ? Number.POSITIVE_INFINITY : marks.length,
  };
}

describe('the built-in functions', () => {
  it('are those of JSONata 2.0.6 but for $eval, and those that Step Functions adds', () => {
    const added = ['hash', 'parse', 'partition', 'range', 'uuid'];
    // Bound apart from the others, with the time of the evaluation.
    const ofTime = ['now', 'millis'];

    expect([...builtInFunctions.keys()].sort()).toEqual(
      [...bound.keys(), ...added, ...ofTime].filter((name) => name !== 'eval').sort(),
    );
  });

  // "Transforming data with JSONata in Step Functions": $random takes a seed there.
  it.each([...bound].filter(([name]) => !['eval', 'random'].includes(name)))(
    'allow as many arguments as the signature says: %s %s',
    (name, signature) => {
      expect(builtInFunctions.get(name)).toMatchObject(arityOf(signature));
    },
  );

  it.each([...bound].filter(([name]) => name !== 'eval'))(
    'give what the signature says: %s %s',
    (name, signature) => {
      const [, result = ''] = /:([^:]+)>$/.exec(signature) ?? [];
      const kinds: Readonly<Record<string, string>> = { s: 'text', n: 'number', b: 'boolean' };

      expect(builtInFunctions.get(name)?.gives).toBe(kinds[result]);
    },
  );

  it('count the argument that a chain puts in front', () => {
    const problems = (text: string) => parseExpression(`{%${text}%}`).problems.map(({ code }) => code);

    expect(problems("'abc' ~> $substring(1)")).toEqual([]);
    expect(problems("'abc' ~> $substring(1, 1, 1)")).toEqual(['wrong-arguments']);
    expect(problems("'abc' ~> $join()")).toEqual([]);
  });
});
