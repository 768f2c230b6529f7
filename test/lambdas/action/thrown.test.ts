import fc from 'fast-check';
import { classify } from '../../../lambdas/action/classify';
import { describeFailure } from '../../../lambdas/action/describe-failure';
import { retryNote } from '../../../lambdas/action/retry-note';
import { readThrown } from '../../../lambdas/action/thrown';
import { RetryAfterError } from '../../../lib/action';
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

  const caused = (cause: unknown) => new TypeError('fetch failed', { cause });
  const coded = (message: string, code?: string) => Object.assign(new Error(message), { code });

  it.each<[what: string, thrown: unknown, message: string]>([
    [
      'the cause of what fetch throws',
      caused(coded('connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED')),
      'fetch failed (connect ECONNREFUSED 127.0.0.1:9)',
    ],
    [
      "the cause's code, where it does not say it",
      caused(coded('other side closed', 'UND_ERR_SOCKET')),
      'fetch failed (other side closed (UND_ERR_SOCKET))',
    ],
    [
      'each address that refused',
      caused(
        Object.assign(
          new AggregateError([
            coded('connect ECONNREFUSED ::1:9'),
            coded('connect ECONNREFUSED 127.0.0.1:9'),
          ]),
          { code: 'ECONNREFUSED' },
        ),
      ),
      'fetch failed (connect ECONNREFUSED ::1:9, connect ECONNREFUSED 127.0.0.1:9)',
    ],
    ['causes of causes', caused(new Error('one', { cause: new Error('two') })), 'fetch failed (one: two)'],
    ['a cause once', new Error('no: it is full', { cause: new Error('it is full') }), 'no: it is full'],
    ['no cause that is no error', caused('because'), 'fetch failed'],
  ])('tells %s', (_what, thrown, message) => {
    expect(read(thrown).message).toBe(message);
  });

  it('bounds what it tells of causes', () => {
    expect(read(caused(new Error('x'.repeat(5_000)))).message.length).toBeLessThan(330);
  });

  it.each<[what: string, given: unknown, author: object]>([
    ['a number', 30, { kind: 'retryAfter', seconds: 30 }],
    ['a text that is a number, as a header has it', '30', { kind: 'retryAfter', seconds: 30 }],
    ['a date', new Date(Date.now() + 3_600_000), { kind: 'retryAfter', seconds: expect.closeTo(3_600, -2) }],
    ['any other text', 'wait a bit', { kind: 'retryAfter', isUnclear: true }],
    ['no number', Number.NaN, { kind: 'retryAfter', isUnclear: true }],
    ['no date', new Date('never'), { kind: 'retryAfter', isUnclear: true }],
  ])('takes for the wait of a RetryAfterError %s', (_what, given, author) => {
    const known = read(Reflect.construct(RetryAfterError, [given, 'busy']));

    expect(known.author).toEqual(author);
    expect(known.message.includes('takes the seconds, or a Date')).toBe('isUnclear' in author);
  });
});

describe('the note on a fault of the network', () => {
  it.each<[what: string, error: Error, note: string]>([
    [
      'one that may pass',
      new Error('no', { cause: Object.assign(new Error('c'), { code: 'EAI_AGAIN' }) }),
      '. It is tried again: EAI_AGAIN may pass.',
    ],
    [
      'a name that leads nowhere',
      Object.assign(new Error('No.'), { code: 'ENOTFOUND' }),
      ' It is not tried again: there is no host of that name (ENOTFOUND).',
    ],
    ['any other error', new TypeError('x'), ''],
    ['an answer', Object.assign(new Error('x'), { status: 503, code: 'ECONNRESET' }), ''],
  ])('of %s', (_what, error, note) => {
    const known = read(error);
    const attempt = { now: '2026-01-01T00:00:00Z', since: '2026-01-01T00:00:00Z', waits: 0, retries: 0 };

    expect(retryNote(known, classify(known, attempt))).toBe(note);
  });

  it('says nothing of what is not tried again for another reason', () => {
    const known = read(Object.assign(new Error('x'), { code: 'ECONNRESET' }));

    expect(retryNote(known, { name: 'CodedActions.Failed', spent: 'time' })).toBe('');
    expect(retryNote(known, { name: 'CodedActions.Failed' })).toBe('');
  });
});
