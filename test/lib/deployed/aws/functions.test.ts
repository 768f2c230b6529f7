import { openFunctions } from '../../../../lib/deployed/aws/functions';
import { fakeTransport } from './fake-transport';

const configuration = (name: string, rest: object = {}) => ({
  FunctionName: name,
  FunctionArn: `arn:${name}`,
  Role: 'arn:role/ours',
  LoggingConfig: { LogGroup: `${name}-logs` },
  ...rest,
});

describe('Lambda', () => {
  it('lists the functions of all pages whose roles are accepted', async () => {
    const { settings, requests } = fakeTransport((_request, number) =>
      number === 1
        ? {
            Functions: [configuration('a'), configuration('b', { Role: 'arn:role/theirs' })],
            NextMarker: 'next',
          }
        : { Functions: [configuration('c', { LoggingConfig: undefined })] },
    );
    const functions = await openFunctions(settings);

    expect(await functions.list((role) => role === 'arn:role/ours')).toEqual([
      { name: 'a', arn: 'arn:a', role: 'arn:role/ours', logGroup: 'a-logs' },
      { name: 'c', arn: 'arn:c', role: 'arn:role/ours', logGroup: undefined },
    ]);
    expect(requests.map(({ query }) => query.Marker)).toEqual([undefined, 'next']);
  });

  it('lists the published versions of all pages, without $LATEST', async () => {
    const { settings } = fakeTransport((_request, number) =>
      number === 1
        ? { Versions: [configuration('a', { Version: '$LATEST' })], NextMarker: 'next' }
        : { Versions: [configuration('a', { Version: '1' }), configuration('a', { Version: '2' })] },
    );
    const functions = await openFunctions(settings);

    expect((await functions.versions('a')).map(({ version }) => version)).toEqual(['1', '2']);
  });

  it('goes on slower when AWS says that it asks too much', async () => {
    const { settings, requests } = fakeTransport((_request, number) =>
      number < 4 ? { status: 429, error: 'TooManyRequestsException' } : { Functions: [configuration('a')] },
    );
    const functions = await openFunctions(settings);

    expect(await functions.list(() => true)).toHaveLength(1);
    expect(requests).toHaveLength(4);
  });

  it('deletes a version by its number, and a function without one', async () => {
    const { settings, requests } = fakeTransport(() => ({}));
    const functions = await openFunctions(settings);

    await functions.deleteVersion('a', '3');
    await functions.deleteFunction('a');

    expect(requests.map(({ method, path, query }) => [method, path, query.Qualifier])).toEqual([
      ['DELETE', '/2015-03-31/functions/a', '3'],
      ['DELETE', '/2015-03-31/functions/a', undefined],
    ]);
  });

  it('takes what is gone for done', async () => {
    const { settings } = fakeTransport(() => ({ status: 404, error: 'ResourceNotFoundException' }));
    const functions = await openFunctions(settings);

    await functions.deleteVersion('a', '3');
    await functions.deleteFunction('a');
    expect(await functions.versions('a')).toEqual([]);
    expect(await functions.tags('arn:a')).toEqual({});
  });

  it.each([
    ['AccessDeniedException', 403, 'docs/prune-and-destroy.md'],
    ['ResourceConflictException', 409, 'run it again'],
  ])('says what AWS refuses with %s', async (error, status, remedy) => {
    const { settings } = fakeTransport(() => ({ status, error }));
    const functions = await openFunctions(settings);

    await expect(functions.deleteFunction('a')).rejects.toMatchObject({
      code: 'service-refused',
      message: `Lambda DeleteFunction failed: ${error}: refused`,
      remedy: expect.stringContaining(remedy),
    });
  });
});
