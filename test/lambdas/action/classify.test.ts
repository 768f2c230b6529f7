import { classify, type Verdict } from '../../../lambdas/action/classify';
import { ActionFailure } from '../../../lambdas/action/failure';
import { readThrown as readHiding } from '../../../lambdas/action/thrown';
import { NonRetryableError, RetryAfterError, RetryableError } from '../../../lib/action';
import type { RetryLimits } from '../../../lib/workflow/action-contract';

const readThrown = (thrown: unknown) => readHiding(thrown, (text) => text);

const since = '2026-01-01T00:00:00.000Z';
const first = { now: since, since, waits: 0, retries: 0 };
const later = (seconds: number, waits = 0, retries = 0) => ({
  now: new Date(Date.parse(since) + seconds * 1_000).toISOString(),
  since,
  waits,
  retries,
});
const hours = 3_600;

const withProperties = (properties: object, error = new Error('no')) => Object.assign(error, properties);
/** What axios throws: "Handling Errors" in its documentation. */
const axios = (status: number, headers: object = {}, url = 'https://api.example.com/a') =>
  withProperties({
    code: 'ERR_BAD_REQUEST',
    response: { status, headers, config: { url } },
    config: { url },
  });

const retryable: Verdict = { name: 'CodedActions.Retryable' };
const failed: Verdict = { name: 'CodedActions.Failed' };
const wait = (seconds: number): Verdict => ({ name: 'CodedActions.RetryAfter', seconds });

describe('what is tried again', () => {
  it.each<[string, unknown, Verdict]>([
    ['axios: 429', axios(429), retryable],
    ['axios: 500', axios(500), retryable],
    ['axios: 503', axios(503), retryable],
    ['axios: 400', axios(400), failed],
    ['axios: 404', axios(404), failed],
    ['axios: 409', axios(409), failed],
    [
      'an author who sets err.response.status = 500',
      withProperties({ response: { status: 500 } }),
      retryable,
    ],
    ['api-client 10: numeric code', withProperties({ code: 502, body: {}, headers: {} }), retryable],
    ['api-client 10: numeric code 404', withProperties({ code: 404 }), failed],
    ['api-client 3: response.statusCode', withProperties({ response: { statusCode: 429 } }), retryable],
    ['err.status', withProperties({ status: 504 }), retryable],
    ['err.statusCode', withProperties({ statusCode: 500 }), retryable],
    ['a status as text', withProperties({ code: '503' }), retryable],
    ['a status wins over a network code', withProperties({ status: 400, code: 'ECONNRESET' }), failed],
    ['a thrown answer of fetch', new Response('', { status: 500 }), retryable],
    ['ECONNRESET', withProperties({ code: 'ECONNRESET' }), retryable],
    ['ETIMEDOUT', withProperties({ code: 'ETIMEDOUT' }), retryable],
    ['EAI_AGAIN', withProperties({ code: 'EAI_AGAIN' }), retryable],
    ['axios: time-out', withProperties({ code: 'ECONNABORTED' }), retryable],
    [
      'fetch failed: the code of the cause',
      new TypeError('fetch failed', { cause: withProperties({ code: 'ECONNREFUSED' }) }),
      retryable,
    ],
    [
      'several addresses that all refuse',
      withProperties({ code: undefined }, new AggregateError([withProperties({ code: 'ECONNREFUSED' })])),
      retryable,
    ],
    ['AbortSignal.timeout', new DOMException('The operation timed out.', 'TimeoutError'), retryable],
    ['a name that does not exist', withProperties({ code: 'ENOTFOUND' }), failed],
    [
      'an AWS throttle',
      withProperties({ name: 'ThrottlingException', $retryable: {}, $metadata: { httpStatusCode: 400 } }),
      retryable,
    ],
    ['a mistake in the code', new TypeError('x is not a function'), failed],
    ['no error at all', 'text', failed],
    ['undefined', undefined, failed],
    ['the author says again', new RetryableError('again'), retryable],
    [
      'the author says never, whatever the status',
      withProperties({ status: 500 }, new NonRetryableError('never')),
      failed,
    ],
    ['the author says when', new RetryAfterError(600), wait(600)],
    ['the author says now: a second', new RetryAfterError(0), wait(1)],
    ['Retry-After in seconds', axios(429, { 'retry-after': '120' }), wait(120)],
    ['Retry-After as a number', axios(503, { 'retry-after': 2 }), wait(2)],
    ['Retry-After as a date', axios(429, { 'retry-after': 'Thu, 01 Jan 2026 00:10:00 GMT' }), wait(600)],
    ['Retry-After that is past', axios(429, { 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }), wait(1)],
    [
      "Retry-After of HubSpot's hosts, in milliseconds",
      axios(429, { 'retry-after': '10500' }, 'https://api.hubapi.com/crm'),
      wait(11),
    ],
    [
      'a host that only looks like it',
      axios(429, { 'retry-after': '60' }, 'https://nothubapi.com/'),
      wait(60),
    ],
    [
      "Retry-After in fetch's headers",
      withProperties({ response: new Response('', { status: 429, headers: { 'Retry-After': '7' } }) }),
      wait(7),
    ],
    ['Retry-After of api-client 10', withProperties({ code: 429, headers: { 'retry-after': '3' } }), wait(3)],
    ['Retry-After that is nonsense', axios(429, { 'retry-after': 'soon' }), retryable],
    ['Retry-After of what is not tried again', axios(404, { 'retry-after': '60' }), failed],
  ])('%s', (_name, thrown, verdict) => {
    expect(classify(readThrown(thrown), first)).toEqual(verdict);
  });

  it.each<[string, ActionFailure, Verdict]>([
    ['a failure of ours', new ActionFailure('no'), failed],
    ['one that may pass', new ActionFailure('no', { retryable: true }), retryable],
    [
      'one whose cause looks like a network fault',
      new ActionFailure('no', { cause: withProperties({ code: 'ECONNRESET' }) }),
      failed,
    ],
  ])('%s', (_name, failure, verdict) => {
    expect(classify(readThrown(failure), first, failure)).toEqual(verdict);
  });

  it.each<[string, unknown, ReturnType<typeof later>, Verdict]>([
    ['within the deadline', axios(500), later(72.9 * hours), retryable],
    ['past it', axios(500), later(73 * hours), { ...failed, spent: 'time' }],
    ['a retry that would come within it', axios(500), later(64.9 * hours, 0, 16), retryable],
    ['a retry that would come past it', axios(500), later(65.1 * hours, 0, 16), { ...failed, spent: 'time' }],
    ['a wait that ends within it', axios(429, { 'retry-after': '3600' }), later(71 * hours), wait(3_600)],
    [
      'a wait that ends past it',
      axios(429, { 'retry-after': '7200' }),
      later(72 * hours),
      { ...failed, spent: 'time' },
    ],
    [
      'an author who says again past it',
      new RetryableError('again'),
      later(80 * hours),
      { ...failed, spent: 'time' },
    ],
    ['the last wait that is honored', axios(429, { 'retry-after': '5' }), later(100, 16), wait(5)],
    [
      'a server that asks without end gets the schedule',
      axios(429, { 'retry-after': '5' }),
      later(100, 17),
      retryable,
    ],
  ])('the deadline: %s', (_name, thrown, attempt, verdict) => {
    expect(classify(readThrown(thrown), attempt)).toEqual(verdict);
  });

  const limits = { deadlineSeconds: 600, firstSeconds: 10, maxSeconds: 20, backoffRate: 2 };
  it.each<[string, ReturnType<typeof later> & { tries?: number }, RetryLimits | 'never', Verdict]>([
    ['never', first, 'never', failed],
    ['its own deadline', later(599), limits, { ...failed, spent: 'time' }],
    ['its own intervals', later(579, 0, 5), limits, retryable],
    ['fewer tries than allowed', { ...first, tries: 2 }, { ...limits, retries: 3 }, retryable],
    [
      'as many as allowed',
      { ...first, tries: 3 },
      { ...limits, retries: 3 },
      { ...failed, spent: 'retries' },
    ],
  ])("the step's own limits: %s", (_name, attempt, own, verdict) => {
    expect(classify(readThrown(axios(503)), attempt, undefined, own)).toEqual(verdict);
  });
});
