import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { knownTypes, updateRulesOf } from '../../../lib/stacks/update-rules';
import { pythonEnvironment } from '../python-environment';

const folder = join(packageRoot(), 'test/e2e/synth');

interface Schema {
  readonly properties: readonly string[];
  readonly createOnly: readonly string[];
}

/** CloudFormation's own schemas of resource types, as cfn-lint has them. */
let schemas: Readonly<Record<string, Schema>> = {};

beforeAll(() => {
  const python = join(pythonEnvironment('cfn-lint', join(folder, 'requirements.txt')), 'python');
  const script = join(folder, 'create_only_properties.py');
  schemas = JSON.parse(execFileSync(python, [script, ...knownTypes], { encoding: 'utf8' }));
}, 300_000);

describe.each(knownTypes)('the rules for updates of %s', (type) => {
  it("replace by exactly the properties that CloudFormation's schema lets be set at creation only", () => {
    expect([...updateRulesOf(type).replacing].sort()).toEqual(schemas[type]?.createOnly);
  });

  it('name only properties that there are', () => {
    const { unnoticed } = updateRulesOf(type);
    const named = unnoticed === 'every other' ? [] : unnoticed;
    expect(named.filter((name) => schemas[type]?.properties.includes(name) !== true)).toEqual([]);
  });
});
