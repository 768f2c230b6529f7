import type { ActionSource } from '../../../lib/bundler/bundled-action';
import type { EnvironmentRead } from '../../../lib/bundler/environment-reads';
import { type PlacedRead, undeclaredSecrets } from '../../../lib/bundler/undeclared-secrets';
import { actionSource } from './sample-project';

function action(step: string, secrets: readonly string[] = [], file = 'a.js'): ActionSource {
  const source = actionSource(file, step);
  return { ...source, declaration: { ...source.declaration, secrets } };
}

function read(name: string, line: number, use: EnvironmentRead['use'] = 'required'): PlacedRead {
  return { name, line, column: 3, use, file: 'a.js' };
}

describe('undeclaredSecrets', () => {
  it('warns of a read that the step does not declare, with its place and what to write', () => {
    expect(undeclaredSecrets([action('ask')], () => [read('TOKEN', 4)])).toEqual([
      {
        severity: 'warning',
        code: 'secret-not-in-step',
        location: { file: 'a.js', line: 4, column: 3 },
        message:
          '`process.env.TOKEN` is undefined when the step `ask` of `sample` runs: its `secrets` do not name it.',
        remedy:
          'Add `"TOKEN"` to the `secrets` of the step `ask` of `sample` and of the workflow, or give a default: `process.env.TOKEN ?? …`.',
      },
    ]);
  });

  it('names what the modern form reads as it is written there', () => {
    const [warning] = undeclaredSecrets([action('ask')], () => [{ ...read('TOKEN', 4), isGiven: true }]);

    expect(warning?.message).toContain('`secrets.TOKEN` is undefined');
    expect(warning?.remedy).toContain('`secrets.TOKEN ?? …`');
  });

  it.each<[what: string, reads: readonly PlacedRead[], secrets: readonly string[]]>([
    ['a secret that the step declares', [read('TOKEN', 1)], ['TOKEN']],
    ['a name that has a default somewhere', [read('TOKEN', 1), read('TOKEN', 2, 'provided')], []],
    ['a look whether there is a value', [read('TOKEN', 1, 'tested')], []],
    ['a name that no step can declare', [read('AWS_ACCESS_KEY_ID', 1), read('CODED_ACTIONS_STAGE', 2)], []],
  ])('says nothing of %s', (_what, reads, secrets) => {
    expect(undeclaredSecrets([action('ask', secrets)], () => reads)).toEqual([]);
  });

  it('says nothing of an action that runs alone', () => {
    const alone = action('ask');
    const declaration = { ...alone.declaration, undeclaredOutputs: 'keep' as const };

    expect(undeclaredSecrets([{ ...alone, declaration }], () => [read('TOKEN', 1)])).toEqual([]);
  });

  it('warns once of a name, at its first place', () => {
    const found = undeclaredSecrets([action('ask')], () => [
      read('TOKEN', 1, 'tested'),
      read('TOKEN', 2),
      read('TOKEN', 3),
    ]);

    expect(found.map(({ location }) => location.line)).toEqual([2]);
  });

  it('names all steps of the file that lack the secret, and not those that have it', () => {
    const actions = [action('one'), action('two', ['TOKEN']), action('three')];

    expect(undeclaredSecrets(actions, () => [read('TOKEN', 1)]).map(({ message }) => message)).toEqual([
      '`process.env.TOKEN` is undefined when the steps `one` of `sample` and `three` of `sample` run: their `secrets` do not name it.',
    ]);
  });

  it('proposes the secret that was meant', () => {
    const [warning] = undeclaredSecrets([action('ask', ['HUBSPOT_TOKEN'])], () => [read('HUBSPOT_TOEKN', 1)]);

    expect(warning?.remedy).toMatch(/^Did you mean `process.env.HUBSPOT_TOKEN`\? Or add /);
  });
});
