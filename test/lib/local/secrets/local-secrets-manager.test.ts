import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalSecretsManager } from '../../../../lib/local/secrets/local-secrets-manager';
import { readSecretsFile, warnAboutSecretsFile } from '../../../../lib/local/secrets/secrets-file';
import { SecretsFileError } from '../../../../lib/local/secrets/secrets-file-error';

// "GetSecretValue" (AWS Secrets Manager API Reference).

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
const file = join(folder, 'secrets.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(content: unknown, mode = 0o600): void {
  rmSync(file, { force: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode });
}

function secrets(options = {}): LocalSecretsManager {
  return new LocalSecretsManager({
    account: '000000000000',
    region: 'us-east-1',
    file,
    now: () => 1_700_000_000_999,
    ...options,
  });
}

describe('a secret', () => {
  it('is found by its name, in any stage', () => {
    write({ KEY: 'sesame' });
    for (const stage of ['local', 'dev']) {
      expect(secrets().getSecretValue(`coded-actions/${stage}/KEY`)).toEqual({
        ARN: expect.stringMatching(
          new RegExp(
            `^arn:aws:secretsmanager:us-east-1:000000000000:secret:coded-actions/${stage}/KEY-.{6}$`,
          ),
        ),
        Name: `coded-actions/${stage}/KEY`,
        VersionId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        SecretString: 'sesame',
        VersionStages: ['AWSCURRENT'],
        CreatedDate: 1_700_000_000,
      });
    }
  });

  it('is found under a name of another form as it is', () => {
    write({ 'team/shared': 'x' });
    expect(secrets().getSecretValue('team/shared').SecretString).toBe('x');
  });

  it('has a new version when its value changes, at once', () => {
    const manager = secrets();
    write({ KEY: 'one' });
    const before = manager.getSecretValue('coded-actions/dev/KEY');
    write({ KEY: 'two' });
    const after = manager.getSecretValue('coded-actions/dev/KEY');
    expect(after.SecretString).toBe('two');
    expect(after.VersionId).not.toBe(before.VersionId);
  });

  it.each([
    ['that the file lacks', { KEY: 'x' }],
    ['named as what every object has', {}],
  ])('%s does not exist', (_, content) => {
    write(content);
    expect(() => secrets().getSecretValue('coded-actions/dev/constructor')).toThrow(
      expect.objectContaining({
        name: 'ResourceNotFoundException',
        message: "Secrets Manager can't find the specified secret.",
      }),
    );
  });

  it('does not exist without a file', () => {
    rmSync(file, { force: true });
    expect(() => secrets().getSecretValue('coded-actions/dev/KEY')).toThrow("can't find");
  });

  it('is a placeholder where that is asked for', () => {
    write({});
    expect(secrets({ placeholders: true }).getSecretValue('coded-actions/dev/KEY').SecretString).toBe(
      'placeholder-KEY',
    );
  });
});

describe('the secrets file', () => {
  it.each([
    ['is damaged', '{"KEY":"hunter2"', 'is not valid JSON.'],
    ['is a list', ['hunter2'], 'is not a JSON object.'],
    ['holds a number', { KEY: 4242 }, 'gives KEY a value that is not a string.'],
  ])('that %s is refused, without a word of what is in it', (_, content, message) => {
    write(content);
    expect(() => readSecretsFile(file)).toThrow(new SecretsFileError(file, message.slice(0, -1)));
    expect(() => readSecretsFile(file)).not.toThrow(/hunter2|4242/);
  });

  it.each([
    [0o600, undefined],
    [0o640, `${file} can be read by other users of this machine: chmod 600 ${file}`],
    [0o604, `${file} can be read by other users of this machine: chmod 600 ${file}`],
  ])('with mode %o is warned about: %s', (mode, warning) => {
    write({}, mode);
    expect(warnAboutSecretsFile(file)).toBe(warning);
  });

  it('that is not there is no cause for a warning', () => {
    expect(warnAboutSecretsFile(join(folder, 'none.json'))).toBeUndefined();
  });
});
