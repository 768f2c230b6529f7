import fc from 'fast-check';
import { describeFailure } from '../../../lambdas/action/describe-failure';
import { readThrown } from '../../../lambdas/action/thrown';
import { declaration } from './run-action';

const read = (thrown: unknown) => readThrown(thrown, (text) => text);
const bounded = 12_000;

describe('what is read of a thrown value', () => {
  it('is plain and bounded, whatever was thrown', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
    });
    const errors = fc
      .tuple(
        fc.string(),
        fc.dictionary(
          fc.constantFrom(
            'name',
            'message',
            'stack',
            'code',
            'cause',
            'errors',
            'status',
            'headers',
            'config',
            'request',
            'body',
          ),
          anything,
        ),
      )
      .map(([message, properties]) => Object.assign(new Error(message), properties));
    fc.assert(
      fc.property(fc.oneof(anything, errors), (thrown) => {
        const known = read(thrown);

        expect(JSON.stringify(known).length).toBeLessThan(4 * bounded);
        expect(structuredClone(known)).toEqual(known);
        const { message } = describeFailure(known, { name: 'CodedActions.Failed' }, undefined, declaration);
        expect(message.length).toBeLessThan(3_000);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, unknown, object]>([
    ['an error', new TypeError('no'), { name: 'TypeError', message: 'no', codes: ['TypeError'] }],
    ['an error without a message', new Error(), { name: 'Error', message: expect.stringMatching(/^Error/) }],
    ['text', 'oops', { name: 'string', message: 'oops', stack: '' }],
    ['nothing', undefined, { name: 'undefined', message: 'undefined' }],
    ['an object', { reason: 'full' }, { name: 'object', message: "{ reason: 'full' }" }],
    [
      'an object with too many keys to print',
      Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`k${n}`, n])),
      { message: 'an object with 60 keys' },
    ],
    [
      "an answer's beginning",
      Object.assign(new Error('x'), { response: { status: 400, data: { message: 'm'.repeat(900) } } }),
      { status: 400, body: expect.stringMatching(/^\{ message: 'm{480,}/) },
    ],
    [
      'the host, from a path and a base address',
      Object.assign(new Error('x'), { config: { url: '/crm', baseURL: 'https://api.hubapi.com' } }),
      { host: 'api.hubapi.com' },
    ],
  ])('of %s', (_name, thrown, known) => {
    expect(read(thrown)).toMatchObject(known);
  });
});
