import { existsSync, readFileSync } from 'node:fs';
import { openExample } from '../../../../lib/cli/demo/example';
import { SampleProject } from '../command-line';

describe('openExample', () => {
  const project = new SampleProject({ 'package.json': { name: 'sample' } });
  afterAll(() => project.remove());

  it("puts the example's secrets beside the project's own, which it leaves as they are", async () => {
    const own = { MAIL_KEY: 'm', CALENDAR_API_KEY: 'of a real calendar' };
    project.write('.coded-actions/secrets.json', own);

    const example = await openExample(project.directory);
    const values = JSON.parse(readFileSync(example.secretsFile, 'utf8'));
    await example.close();

    expect(values).toEqual({
      MAIL_KEY: 'm',
      CALENDAR_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      CALENDAR_API_KEY: expect.not.stringContaining('real'),
    });
    expect(existsSync(example.secretsFile)).toBe(false);
    expect(JSON.parse(readFileSync(`${project.directory}/.coded-actions/secrets.json`, 'utf8'))).toEqual(own);
  });

  it('refuses a file of secrets that cannot be read, before anything is started', async () => {
    project.write('.coded-actions/secrets.json', '{nope');

    await expect(openExample(project.directory)).rejects.toMatchObject({ code: 'secrets-file' });
  });
});
