import { givenByCallback, givenByReturn } from '../../../lambdas/action/given-value';

const outputs = (outputFields: unknown, warning?: RegExp) => ({
  kind: 'outputs',
  outputFields,
  ...(warning && { warning: expect.stringMatching(warning) }),
});
const nothing = { kind: 'nothing' };
const error = new Error('no');
const unreadable = new Proxy(
  {},
  {
    has() {
      throw error;
    },
  },
);

describe('a call of the callback', () => {
  it.each<[string, unknown[], unknown]>([
    ['a payload', [{ outputFields: { a: 1 } }], outputs({ a: 1 })],
    ['a payload without outputs', [{ outputFields: undefined }], outputs(undefined)],
    ['nothing', [], nothing],
    ['undefined', [undefined], nothing],
    ['null', [null], nothing],
    ["Node's way", [null, { outputFields: { a: 1 } }], outputs({ a: 1 })],
    ["Node's way, with undefined", [undefined, { outputFields: { a: 1 } }], outputs({ a: 1 })],
    ["Node's way, an error", [error, { outputFields: {} }], { kind: 'error', error }],
    [
      'the outputs themselves, by mistake',
      [{ a: 1, b: 2 }],
      outputs(undefined, /without outputFields \(a, b\)/),
    ],
    ['an empty object', [{}], outputs(undefined)],
    ['text', ['oops'], outputs(undefined, /gave a string/)],
    ['what cannot be read', [unreadable], { kind: 'error', error }],
  ])('with %s', (_name, [first, second], given) => {
    expect(givenByCallback(first, second)).toEqual(given);
  });
});

describe('a returned value', () => {
  it.each<[string, unknown, unknown]>([
    ['a payload', { outputFields: { a: 1 } }, outputs({ a: 1 })],
    ['undefined', undefined, nothing],
    ['the answer of a client, returned in passing', { data: {}, status: 200 }, nothing],
    ['text', 'done', nothing],
    ['what cannot be read', unreadable, { kind: 'error', error }],
  ])('%s', (_name, returned, given) => {
    expect(givenByReturn(returned)).toEqual(given);
  });
});
