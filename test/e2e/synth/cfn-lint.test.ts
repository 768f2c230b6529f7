import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { pythonEnvironment } from '../python-environment';

const scratch = mkdtempSync(join(tmpdir(), 'coded-actions-synth-'));
const requirements = join(packageRoot(), 'test/e2e/synth/requirements.txt');
let cfnLint = '';

beforeAll(() => {
  cfnLint = join(pythonEnvironment('cfn-lint', requirements), 'cfn-lint');
}, 300_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What a user does: the project of this repository, by the real CLI, with the validator's findings as errors. */
function cdkSynth(stage: string): string {
  const folder = join(scratch, stage);
  execFileSync('npx', ['cdk', 'synth', '--quiet', '--output', folder, '-c', `stage=${stage}`], {
    cwd: packageRoot(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CDK_VALIDATION: 'true', CDK_DISABLE_VERSION_CHECK: '1' },
  });
  return folder;
}

function templatesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => join(folder, file));
}

function lint(files: readonly string[]): { findings: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(cfnLint, [...files], { encoding: 'utf8' });
  return { findings: `${stdout}${stderr}`, status };
}

describe.each(['dev', 'prod'])('`cdk synth -c stage=%s`', (stage) => {
  let templates: string[] = [];
  beforeAll(() => {
    templates = templatesIn(cdkSynth(stage));
  }, 120_000);

  it('writes a template for the runtime and one for each workflow', () => {
    expect(templates.map((file) => file.replace(/^.*\//, ''))).toEqual([
      'follow-up.template.json',
      'rotate-leads.template.json',
      'runtime.template.json',
    ]);
  });

  it('gives cfn-lint nothing to say', () => {
    expect(lint(templates)).toEqual({ findings: '', status: 0 });
  }, 120_000);
});

it('cfn-lint does say something where there is something', () => {
  const file = join(scratch, 'bad.template.json');
  const template = { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueNam: 'a' } } } };
  writeFileSync(file, JSON.stringify(template));
  expect(lint([file]).findings).toContain('QueueNam');
}, 120_000);
