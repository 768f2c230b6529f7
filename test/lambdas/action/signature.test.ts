import { AwsV4Signer } from 'aws4fetch';
import fc from 'fast-check';
import { signedHeaders } from '../../../lambdas/action/signature';

describe('the signature of a request', () => {
  it('is the one that aws4fetch makes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          body: fc.string({ unit: 'grapheme' }),
          target: fc.stringMatching(/^[\w.]{1,40}$/),
          region: fc.constantFrom('eu-west-1', 'us-gov-east-1'),
          secretAccessKey: fc.stringMatching(/^[\w/+]{1,40}$/),
          sessionToken: fc.option(fc.stringMatching(/^[\w/+=]{1,100}$/), { nil: undefined }),
          time: fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
          host: fc.constantFrom('secretsmanager.eu-west-1.amazonaws.com', '127.0.0.1:4566'),
        }),
        async ({ body, target, region, secretAccessKey, sessionToken, time, host }) => {
          const access = {
            region,
            accessKeyId: 'AKID',
            secretAccessKey,
            ...(sessionToken && { sessionToken }),
          };
          const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };

          const ours = signedHeaders(access, 'secretsmanager', host, headers, body, time);

          const theirs = await new AwsV4Signer({
            url: `https://${host}/`,
            method: 'POST',
            service: 'secretsmanager',
            headers,
            body,
            datetime: time.toISOString().replace(/[:-]|\.\d+/g, ''),
            allHeaders: true,
            ...access,
          }).sign();
          expect(ours).toEqual(Object.fromEntries([...theirs.headers].filter(([name]) => name !== 'host')));
        },
      ),
    );
  });
});
