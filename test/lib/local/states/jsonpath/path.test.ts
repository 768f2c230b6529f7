import fc from 'fast-check';
import type { Json } from '../../../../../lib/local/states';
import { read, write } from '../../../../../lib/local/states/jsonpath/path';
import { PathSyntaxError, parsePath } from '../../../../../lib/local/states/jsonpath/path-syntax';

const INPUT: Json = {
  a: { b: [1, 2, 3], 'c d': 'x' },
  list: [
    { n: 1, t: 'one' },
    { n: 2, t: 'two' },
    { n: 3, t: 'three', deep: { n: 4 } },
  ],
  'delivery-partner': 'UPS',
  none: null,
};

function at(path: string): Json | undefined {
  return read(parsePath(path), {
    input: INPUT,
    context: { State: { Name: 'S' } },
    variables: { v: { w: [9] } },
  });
}

/** As the JSONPath library behind Step Functions has it; the indefinite ones without input are recorded (base.base). */
describe('a path', () => {
  it.each<[string, Json | undefined]>([
    ['$', INPUT],
    ['$.a.b', [1, 2, 3]],
    ["$.a['c d']", 'x'],
    ['$["a"]["b"][0]', 1],
    ['$.a.b[-1]', 3],
    ['$.a.b[3]', undefined],
    ['$.a.b[0,2]', [1, 3]],
    ['$.a.b[1:]', [2, 3]],
    ['$.a.b[:1]', [1]],
    ['$.a.b[-2:]', [2, 3]],
    ['$.delivery-partner', 'UPS'],
    ['$.none', null],
    ['$.none.x', undefined],
    ['$.missing', undefined],
    ['$.missing[*]', []],
    ['$.list.n', undefined],
    ['$.list[*].n', [1, 2, 3]],
    ['$.list.*.t', ['one', 'two', 'three']],
    ['$..n', [1, 2, 3, 4]],
    ['$.list[?(@.n > 1)].t', ['two', 'three']],
    ['$.list[?(@.n == 1 || @.t == "three")].n', [1, 3]],
    ['$.list[?(@.t =~ /t.*/ && !(@.n == 2))].n', [3]],
    ['$.list[?(@.deep)].n', [3]],
    ['$.list[?(@.n in [1, 3])].t', ['one', 'three']],
    ['$.list[?(@.n nin [1, 3])].t', ['two']],
    ['$.list[?(@.t == $.list[0].t)].n', [1]],
    ["$.a['b','c d']", [[1, 2, 3], 'x']],
    ['$.list.length()', 3],
    ['$.a.b.sum()', 6],
    ['$$.State.Name', 'S'],
    ['$v.w[0]', 9],
    ['$missing', undefined],
    ['$.constructor', undefined],
    ['$.a.__proto__', undefined],
  ])('%s', (path, expected) => {
    expect(at(path)).toEqual(expected);
  });

  it.each(['', 'a', '$.', '$[', '$.a[?(@.n >)]', "$['a", '$.a b', '$.a[x]', '$.a]'])('%j is none', (path) => {
    expect(() => parsePath(path)).toThrow(PathSyntaxError);
  });

  it('whose pattern backtracks without end is stopped', () => {
    const path = parsePath('$.list[?(@.t =~ /(o+)+!/)]');
    expect(() =>
      read(path, { input: { list: [{ t: 'o'.repeat(60) }] }, context: null, variables: {} }),
    ).toThrow(/timed out/);
  });
});

describe('writing at a reference path', () => {
  const key = fc.constantFrom('a', 'b', '__proto__', 'x y');
  const keys = fc.array(key, { minLength: 1, maxLength: 4 });
  const path = (names: string[]) => parsePath(`$${names.map((name) => `['${name}']`).join('')}`);

  it('is read again, and changes nothing else', () => {
    fc.assert(
      fc.property(keys, keys, fc.jsonValue({ maxDepth: 1 }), (one, other, value) => {
        const before: Json = { a: { a: 1 }, b: { b: { a: [1] } } };
        const copy = structuredClone(before);
        const after = write(before, path(one), value as Json);
        fc.pre(after !== undefined);

        const roots = (input: Json) => ({ input, context: null, variables: {} });
        expect(read(path(one), roots(after))).toEqual(value);
        expect(before).toEqual(copy);
        const apart =
          !one.every((name, i) => other[i] === name) && !other.every((name, i) => one[i] === name);
        if (apart) expect(read(path(other), roots(after))).toEqual(read(path(other), roots(before)));
      }),
    );
  });

  it.each<[string, Json, Json | undefined]>([
    ['$.a.b', {}, { a: { b: 1 } }],
    ['$.a', [], undefined],
    ['$.a.b', { a: 5 }, undefined],
    ['$.l[1]', { l: [7, 8] }, { l: [7, 1] }],
    ['$.l[2]', { l: [7, 8] }, undefined],
    ['$', { a: 2 }, 1],
  ])('%s in %j', (target, input, expected) => {
    expect(write(input, parsePath(target), 1)).toEqual(expected);
  });
});
