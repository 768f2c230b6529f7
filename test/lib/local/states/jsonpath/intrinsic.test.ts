import type { Json } from '../../../../../lib/local/states';
import {
  evaluateIntrinsic,
  IntrinsicError,
  IntrinsicPathError,
} from '../../../../../lib/local/states/jsonpath/intrinsic';
import { parseIntrinsic } from '../../../../../lib/local/states/jsonpath/intrinsic-syntax';
import { PathSyntaxError } from '../../../../../lib/local/states/jsonpath/path-syntax';

function call(source: string, input: Json = {}): Json {
  return evaluateIntrinsic(
    parseIntrinsic(source),
    { input, context: { a: 'c' }, variables: { v: 2 } },
    () => 0.5,
  );
}

/** "Intrinsics for JSONPath states in Step Functions"; most are recorded as well (intrinsic_functions). */
describe('an intrinsic function', () => {
  it.each<[string, Json]>([
    ["States.Format('{} is {}', 'Ada', 36)", 'Ada is 36'],
    ["States.Format('\\{\\} it\\'s {}', true)", "{} it's true"],
    ["States.Format('{}', States.Array(1, 'a', null))", '[1, a, null]'],
    ["States.Format('{}', $.o)", '{a=1, b={c=[]}}'],
    ['States.MathAdd($v, $.n)', 5],
    ['States.MathAdd(-1.5, 0)', -1],
    ['States.MathRandom(1, 10)', 5],
    ['States.ArrayUnique(States.Array(1, 1, States.Array(), States.Array()))', [1, []]],
    ['States.ArrayRange(5, 1, -2)', [5, 3, 1]],
    ['States.ArrayContains($.l, $.o)', true],
    ['States.JsonMerge($.o, States.StringToJson(\'{"b":2}\'), false)', { a: 1, b: 2 }],
    ["States.StringSplit('a.b,c', '.,')", ['a', 'b', 'c']],
    ["States.Hash($$.a, 'MD5')", '4a8a08f09d37b73795649038408b5f33'],
    ["States.Base64Decode(States.Base64Encode('é€'))", 'é€'],
    ["States.ArrayGetItem($['l'], 0)", { a: 1, b: { c: [] } }],
  ])('%s', (source, expected) => {
    expect(call(source, { n: 3, o: { a: 1, b: { c: [] } }, l: [{ a: 1, b: { c: [] } }] })).toEqual(expected);
  });

  it('gives the same random number for the same seed, below the end', () => {
    const numbers = Array.from({ length: 50 }, (_, seed) => call(`States.MathRandom(1, 4, ${seed})`));
    expect(Array.from({ length: 50 }, (_, seed) => call(`States.MathRandom(1, 4, ${seed})`))).toEqual(
      numbers,
    );
    expect([...new Set(numbers)].sort()).toEqual([1, 2, 3]);
  });

  it.each([
    ['States.ArrayGetItem(States.Array(1), 1)'],
    ['States.ArrayPartition(States.Array(1), 0)'],
    ['States.ArrayRange(1, 2000, 1)'],
    ['States.ArrayRange(1, 2, 0)'],
    ["States.ArrayLength('a')"],
    ["States.MathAdd('1', 2)"],
    ["States.Hash('a', 'CRC')"],
    ["States.StringToJson('{')"],
    ["States.Format('{}')"],
    ["States.Format('', 1)"],
    ['States.UUID(1)'],
    ["States.JsonMerge(States.StringToJson('{}'), States.StringToJson('{}'), true)"],
  ])('%s fails', (source) => {
    expect(() => call(source)).toThrow(IntrinsicError);
  });

  it('says which path leads nowhere', () => {
    expect(() => call('States.Array($.missing)')).toThrow(IntrinsicPathError);
  });

  it.each([
    'States.Array(',
    'States.Array(1 2)',
    "States.Array('a)",
    'States.Array(1) + 1',
    'States.Array(x)',
  ])('%s cannot be read', (source) => {
    expect(() => parseIntrinsic(source)).toThrow(PathSyntaxError);
  });
});
