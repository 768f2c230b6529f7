import { Fixtures, fixturesInput } from '../../../../lib/local/http-fixtures/fixture';

/** The fixtures of a file, each told apart by its status. */
function fixtures(...given: readonly object[]): Fixtures {
  return new Fixtures(fixturesInput.parse(given));
}

describe('Fixtures', () => {
  it.each<[method: string, url: string, sentMethod: string, sentUrl: string, answers: boolean]>([
    ['GET', 'https://a.com/x', 'GET', 'https://a.com/x', true],
    ['get', 'https://a.com/x', 'GET', 'https://a.com/x', true],
    ['GET', 'https://a.com/x', 'POST', 'https://a.com/x', false],
    ['P*', 'https://a.com/x', 'PATCH', 'https://a.com/x', true],
    ['*', '*', 'DELETE', 'http://b.com/y?z=1', true],
    ['GET', 'https://a.com/x', 'GET', 'https://a.com/x?y=1', false],
    ['GET', 'https://a.com/x*', 'GET', 'https://a.com/x?y=1', true],
    ['GET', 'https://a.com/*/x', 'GET', 'https://a.com/1/2/x', true],
    ['GET', 'https://a.com/x', 'GET', 'http://a.com/x', false],
    ['GET', 'https://a.com', 'GET', 'https://a.com/', true],
    ['GET', 'https://a.com?y=1', 'GET', 'https://a.com/?y=1', true],
    ['GET', 'HTTPS://A.com:443/X', 'GET', 'https://a.com/X', true],
    ['GET', 'http://a.com:80/x', 'GET', 'http://a.com/x', true],
    ['GET', 'https://a.com:8443/x', 'GET', 'https://a.com/x', false],
    ['GET', 'https://a.com/x?email=ana@b.com', 'GET', 'https://a.com/x?email=ana%40b.com', true],
    ['GET', 'https://a.com/x?email=ana%40b.com', 'GET', 'https://a.com/x?email=ana%40b.com', true],
    ['GET', 'https://a.com/x?q=a b', 'GET', 'https://a.com/x?q=a+b', true],
    ['GET', 'https://a.com/x.y(z)', 'GET', 'https://a.com/xzy(z)', false],
    ['GET', 'https://a.com/%', 'GET', 'https://a.com/%', true],
  ])('%s %s for %s %s: %s', (method, url, sentMethod, sentUrl, answers) => {
    expect(fixtures({ method, url }).answer(sentMethod, sentUrl) !== undefined).toBe(answers);
  });

  it('lets the first that matches answer, any number of times', () => {
    const some = fixtures({ url: '*', status: 201 }, { url: '*', status: 202 });

    expect([1, 2, 3].map(() => some.answer('GET', 'https://a.com/')?.status)).toEqual([201, 201, 201]);
  });

  it('goes on to the next one after as many times as it says', () => {
    const some = fixtures({ url: '*', status: 429, times: 2 }, { url: '*', status: 200, times: 1 });

    expect([1, 2, 3, 4].map(() => some.answer('GET', 'https://a.com/')?.status)).toEqual([
      429,
      429,
      200,
      undefined,
    ]);
  });

  it('keeps what answers look-ups of names from requests', () => {
    expect(fixtures({ method: 'DNS', url: '*' }).answer('DNS', 'https://a.com/')).toBeUndefined();
  });
});

describe('fixturesInput', () => {
  it('fills in what a fixture leaves out', () => {
    expect(fixturesInput.parse([{ url: '*' }])).toEqual([
      { method: '*', url: '*', status: 200, headers: {} },
    ]);
  });

  it.each([
    ['no address', { method: 'GET' }],
    ['an unknown key', { url: '*', response: {} }],
    ['a status that no response ends with', { url: '*', status: 100 }],
  ])('refuses %s', (_what, fixture) => {
    expect(fixturesInput.safeParse([fixture]).success).toBe(false);
  });
});
