import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { recordsSchema, SampleProject } from './command-line';

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

  describe('of properties that the schema does not hold', () => {
    const strict = new SampleProject({ 'records.schema.json': recordsSchema });
    afterAll(() => strict.remove());

    it.each<[what: string, record: object, place: string, said: string, remedy: string]>([
      [
        'a property that it does not know',
        { properties: { firstnam: 'Ana' } },
        'record.json:5:5',
        'unknown-property `contact` has no property `firstnam`',
        'Did you mean `firstname`?',
      ],
      [
        'a value of another type',
        { properties: { email: 7 } },
        'record.json:5:14',
        'wrong-property-type `email` is of type `string`, and 7 is not.',
        'Write a text in double quotes.',
      ],
      [
        'a list',
        { properties: { email: ['a'] } },
        'record.json:5:14',
        'wrong-property-type `email` is of type `string`, and a list is not.',
        'Write a text, a number',
      ],
      [
        'what is no choice',
        { properties: { lead_status: 'nwe' } },
        'record.json:5:20',
        'unknown-choice `lead_status` cannot be "nwe".',
        'Did you mean `new`?',
      ],
      [
        'a type of records that it does not know',
        { objectType: 'contcat', properties: {} },
        'record.json:2:17',
        'unknown-object-type records.schema.json has no object type `contcat`.',
        'Did you mean `contact`?',
      ],
    ])('warns of %s, and stores it', async (_what, record, place, said, remedy) => {
      strict.write('record.json', { objectType: 'contact', objectId: '1', ...record });
      rmSync(join(strict.directory, '.coded-actions'), { recursive: true, force: true });

      const { code, output, errors } = await strict.run(['records', 'put', 'record.json', '--json']);

      expect(code).toBe(0);
      expect(JSON.parse(output)).toMatchObject({ ...record });
      expect(errors).toContain(`${place} warning ${said}`);
      expect(errors).toContain(remedy);
    });

    it('says nothing of what is right, and of what clears a property', async () => {
      const properties = { email: 'a@example.com', lead_status: 'new', country: null };
      strict.write('record.json', { objectType: 'contact', objectId: '1', properties });

      const { errors } = await strict.run(['records', 'put', 'record.json', '--json']);

      expect(errors).toBe('');
    });

    it('says nothing where the project has no schema', async () => {
      const { errors } = await project.run(['records', 'put', 'ana.json', '--json']);

      expect(errors).toBe('');
    });
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
