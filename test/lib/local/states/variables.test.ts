import fc from 'fast-check';
import type { Json, JsonObject } from '../../../../lib/local/states';
import { run, runState } from './machine';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const step = fc.dictionary(
  name,
  fc.oneof(
    fc.integer(),
    name.map((other) => ({ read: other })),
  ),
  { maxKeys: 3 },
);

/** What a list of assignments leaves, each seeing the values from before it. */
function model(steps: Record<string, number | { read: string }>[], from: JsonObject): JsonObject {
  let values = from;
  for (const assigned of steps) {
    const given = Object.entries(assigned).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : (values[value.read] ?? null),
    ]);
    values = { ...values, ...Object.fromEntries(given) };
  }
  return values;
}

function assign(assigned: Record<string, number | { read: string }>): JsonObject {
  return Object.fromEntries(
    Object.entries(assigned).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : `{% $exists($${value.read}) ? $${value.read} : null %}`,
    ]),
  );
}

const SHOW =
  '{% { "a": $exists($a) ? $a : null, "b": $exists($b) ? $b : null, "c": $exists($c) ? $c : null, "d": $exists($d) ? $d : null } %}';

function shown(values: JsonObject): JsonObject {
  return { a: values.a ?? null, b: values.b ?? null, c: values.c ?? null, d: values.d ?? null };
}

/** Pass states that assign, then one that shows all variables. */
function line(prefix: string, steps: Record<string, number | { read: string }>[]) {
  const states = steps.map((assigned, i) => [
    `${prefix}${i}`,
    { Type: 'Pass', Assign: assign(assigned), Next: `${prefix}${i + 1}` },
  ]);
  return {
    StartAt: `${prefix}0`,
    States: {
      ...Object.fromEntries(states),
      [`${prefix}${steps.length}`]: { Type: 'Pass', Output: SHOW, End: true },
    },
  };
}

describe('variables ("Passing data between states with variables")', () => {
  it('are assigned all at once from the values of before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
        const { output } = await run(line('s', steps)).outcome;
        expect(output).toEqual(shown(model(steps, {})));
      }),
      { numRuns: 60 },
    );
  });

  it('of a branch or an iteration start from the outer ones and stay there', async () => {
    const inner = fc.array(
      fc.dictionary(
        fc.constantFrom('c', 'd'),
        fc.oneof(
          fc.integer(),
          name.map((read) => ({ read })),
        ),
      ),
      {
        maxLength: 3,
      },
    );
    const outer = fc.dictionary(fc.constantFrom('a', 'b'), fc.integer());
    await fc.assert(
      fc.asyncProperty(outer, inner, inner, fc.boolean(), async (before, left, right, isMap) => {
        const container = isMap
          ? { Type: 'Map', Items: [0, 1], ItemProcessor: line('m', left) }
          : { Type: 'Parallel', Branches: [line('l', left), line('r', right)] };
        const { output } = await run({
          StartAt: 'Before',
          States: {
            Before: { Type: 'Pass', Assign: before, Next: 'In' },
            In: { ...container, Assign: { inside: '{% $states.result %}' }, Next: 'After' },
            After: { Type: 'Pass', Output: { inside: '{% $inside %}', after: SHOW }, End: true },
          },
        }).outcome;

        const insides: Json = [shown(model(left, before)), shown(model(isMap ? left : right, before))];
        expect(output).toEqual({ inside: insides, after: shown(before) });
      }),
      { numRuns: 60 },
    );
  });

  it('of one Assign may have 256 KiB, and not a byte more', async () => {
    const overhead = JSON.stringify({ x: '' }).length;
    const fits = 'a'.repeat(262_144 - overhead);
    const assigned = (text: string) => runState({ Type: 'Pass', Assign: { x: text }, End: true });

    expect(await assigned(fits)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await assigned(`${fits}a`)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('may have the name of something that every object has', async () => {
    const { output } = await run({
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { toString: 1, constructor: { a: 2 } }, Next: 'Get' },
        Get: {
          Type: 'Pass',
          Output: '{% [$toString + 1, $constructor.a, $constructor.a + 1, $exists($valueOf)] %}',
          End: true,
        },
      },
    }).outcome;
    expect(output).toEqual([2, 2, 3, false]);
  });

  it('may have 10 MiB together', async () => {
    const { error, cause } = await run({
      StartAt: 's0',
      States: Object.fromEntries(
        Array.from({ length: 45 }, (_, i) => [
          `s${i}`,
          {
            Type: 'Pass',
            Assign: { [`v${i}`]: '{% $pad("", 250000, "x") %}' },
            ...(i < 44 ? { Next: `s${i + 1}` } : { End: true }),
          },
        ]),
      ),
    }).outcome;
    expect(error).toBe('States.DataLimitExceeded');
    expect(cause).toContain('The variables exceed the size limit of an execution');
  });

  it('are assigned over and over without being counted as more', async () => {
    const { status } = await run({
      StartAt: 'Set',
      States: {
        Set: {
          Type: 'Pass',
          Assign: { n: '{% ($exists($n) ? $n : 0) + 1 %}', big: '{% $pad("", 250000, "x") %}' },
          Next: 'Again?',
        },
        'Again?': { Type: 'Choice', Choices: [{ Condition: '{% $n < 60 %}', Next: 'Set' }], Default: 'Done' },
        Done: { Type: 'Succeed' },
      },
    }).outcome;
    expect(status).toBe('SUCCEEDED');
  });
});
