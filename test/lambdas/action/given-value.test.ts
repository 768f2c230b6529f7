import { givenByCallback, givenByReturn } from '../../../lambdas/action/given-value';

const outputs = (outputFields: unknown, remark?: RegExp) => ({
  kind: 'outputs',
  outputFields,
  ...(remark && { remark: expect.stringMatching(remark) }),
});
const nothing = { kind: 'nothing' };
const nothingBut = (remark: RegExp) => ({ kind: 'nothing', remark: expect.stringMatching(remark) });
const forBot = { botMessage: 'Hello', responseExpected: true };
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
      outputs(
        undefined,
        /got an object without outputFields\. Did you mean \{ outputFields: \{ a, b \} \}\?/,
      ),
    ],
    ['an empty object', [{}], outputs(undefined)],
    ['text', ['oops'], outputs(undefined, /got a string\. Did you mean \{ outputFields: \{ … \} \}/)],
    ['what cannot be read', [unreadable], { kind: 'error', error }],
  ])('with %s', (_name, [first, second], given) => {
    expect(givenByCallback(first, second, false)).toEqual(given);
  });

  it('takes what a bot is to say for its outputs, with a bot alone', () => {
    expect(givenByCallback(forBot, undefined, true)).toEqual(outputs(forBot));
    expect(givenByCallback(forBot, undefined, false)).toEqual(outputs(undefined, /without outputFields/));
  });
});

describe('a returned value', () => {
  it.each<[string, unknown, unknown]>([
    ['a payload', { outputFields: { a: 1 } }, outputs({ a: 1 })],
    ['undefined', undefined, nothing],
    [
      'the answer of a client, returned in passing',
      { data: {}, status: 200 },
      nothingBut(
        /returned an object without outputFields\. Did you mean \{ outputFields: \{ data, status \} \}/,
      ),
    ],
    ['text', 'done', nothingBut(/returned a string/)],
    ['a list', [1], nothingBut(/returned a list\. Did you mean \{ outputFields: \{ … \} \}/)],
    ['what cannot be read', unreadable, { kind: 'error', error }],
  ])('%s', (_name, returned, given) => {
    expect(givenByReturn(returned, false)).toEqual(given);
  });

  it('is what a bot is to say, with a bot alone', () => {
    expect(givenByReturn(forBot, true)).toEqual(outputs(forBot));
  });
});
