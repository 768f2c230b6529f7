import { hideSecrets } from '../../../../lib/local/try/hide-secrets';

const request = { method: 'GET', url: 'https://api.example.com/', headers: {}, body: '', status: 200 };

describe('hideSecrets', () => {
  const secrets = new Map([
    ['TOKEN', 'pat-na1/12+34'],
    ['SHORT', 'abc'],
    ['QUOTED', 'say "hello"'],
  ]);

  it.each([
    ['a header', { headers: { authorization: 'Bearer pat-na1/12+34' } }, 'Bearer [secret TOKEN]'],
    ['an address', { url: 'https://x/?hapikey=pat-na1%2F12%2B34' }, 'hapikey=[secret TOKEN]'],
    ['a body', { body: '{"key":"pat-na1/12+34"}' }, '{\\"key\\":\\"[secret TOKEN]\\"}'],
    ['a JSON text', { body: JSON.stringify({ key: 'say "hello"' }) }, '[secret QUOTED]'],
  ])('hides a value in %s', (_where, changes, shown) => {
    const text = JSON.stringify(hideSecrets([{ ...request, ...changes }], secrets));

    expect(text).toContain(shown);
    expect(text).not.toMatch(/pat-na1|hello/);
  });

  it('leaves values alone that are so short that they match by chance', () => {
    const [hidden] = hideSecrets([{ ...request, body: 'abc' }], secrets);

    expect(hidden?.body).toBe('abc');
  });
});
