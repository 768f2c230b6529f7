import { SampleProject } from './command-line';

describe('coded-actions records', () => {
  const project = new SampleProject({
    'ana.json': { objectType: 'contact', objectId: 1001, properties: { email: 'ana@example.com', age: 41 } },
    'older.json': { objectType: 'contact', objectId: '1001', properties: { age: 42, email: null } },
  });
  afterAll(() => project.remove());

  it('creates a record, merges into it, clears what is null, and reads it back', async () => {
    await project.run(['records', 'put', 'ana.json']);
    const put = await project.run(['records', 'put', 'older.json', '--json']);
    const got = await project.run(['records', 'get', 'contact', '1001', '--json']);

    expect(put.code).toBe(0);
    expect(JSON.parse(got.output)).toMatchObject({
      objectType: 'contact',
      objectId: '1001',
      properties: { age: 42 },
      version: 2,
    });
    expect(JSON.parse(got.output)).toEqual(JSON.parse(put.output));
  });

  it('says where it acts', async () => {
    const { errors } = await project.run(['records', 'get', 'contact', '1001']);

    expect(errors).toContain('Reading from local data (.coded-actions).');
  });

  it.each([
    ['a record that is not there', ['get', 'contact', '9'], 'There is no contact 9 in local data'],
    ['a region without a stage', ['get', 'contact', '1', '--region', 'eu-west-1'], 'no --stage is given'],
    ['to change prod unasked', ['put', 'ana.json', '--stage', 'prod'], 'Nothing was changed'],
    ['both targets', ['get', 'contact', '1', '--local', '--stage', 'dev'], 'cannot be used with'],
  ])('refuses %s', async (_case, words, message) => {
    const { code, errors } = await project.run(['records', ...words]);

    expect(code).toBe(1);
    expect(errors).toContain(message);
  });
});
