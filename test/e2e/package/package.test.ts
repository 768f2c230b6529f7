import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

const scratch = mkdtempSync(join(tmpdir(), 'coded-actions-package-'));
const project = join(scratch, 'project');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What a user's project holds, beside its node_modules. */
const files: Readonly<Record<string, unknown>> = {
  'package.json': { name: 'our-workflows', private: true },
  'cdk.json': { app: 'node node_modules/coded-actions/bin/launch.mjs bin/app.ts' },
  'tsconfig.json': {
    compilerOptions: { strict: true, module: 'nodenext', noEmit: true, skipLibCheck: true, types: ['node'] },
    include: ['bin', 'workflows'],
  },
  'bin/app.ts': `
    import { App, Stack } from 'aws-cdk-lib';
    import { Topic } from 'aws-cdk-lib/aws-sns';
    import { addCodedActions, reportProblems } from 'coded-actions';

    const app = new App();
    new Topic(new Stack(app, 'alerts'), 'Topic');
    addCodedActions(app, { directory: process.cwd() }).catch(reportProblems);
  `,
  'record.json': { objectType: 'contact', objectId: '1001', properties: { firstname: 'Ana' } },
  'records.schema.json': { objectTypes: { contact: { properties: { firstname: { type: 'string' } } } } },
  'workflows/hello/workflow.json': {
    name: 'hello',
    objectType: 'contact',
    steps: [
      { id: 'greet', type: 'code', action: './greet.ts', outputs: { text: 'string' } },
      { id: 'old', type: 'code', action: './old.js', outputs: { text: 'string' } },
    ],
  },
  'workflows/hello/greet.ts': `
    import { action, NonRetryableError } from 'coded-actions';

    export default action<{ name?: string }>(async ({ inputs, log }) => {
      if (inputs.name === '') throw new NonRetryableError('Nobody to greet.');
      log.info('greeted');
      return { text: 'Hello' };
    });
  `,
  'workflows/hello/old.js': `
    const { RetryableError } = require('coded-actions');
    exports.main = async () => {
      if (Math.random() > 2) throw new RetryableError('Never.');
      return { outputFields: { text: 'hi' } };
    };
  `,
};

/** Packs this repository and installs it into the project, with the packages that it depends on as they are here. */
beforeAll(() => {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', scratch], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  const modules = join(project, 'node_modules');
  mkdirSync(modules);
  for (const entry of readdirSync(join(packageRoot(), 'node_modules')).filter(
    (name) => !name.startsWith('.'),
  )) {
    symlinkSync(join(packageRoot(), 'node_modules', entry), join(modules, entry));
  }
  execFileSync('tar', ['-xzf', join(scratch, packed.trim().split('\n').at(-1) ?? ''), '-C', scratch]);
  execFileSync('mv', [join(scratch, 'package'), join(modules, 'coded-actions')]);
}, 300_000);

function run(program: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(project, 'node_modules', program), ...words],
    {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, CDK_DISABLE_VERSION_CHECK: '1' },
    },
  );
  return { status, stdout, text: `${stdout}${stderr}` };
}

describe('the packed package, in a project that depends on it', () => {
  it('holds no sources of its own but what runs as it is', () => {
    const held = execFileSync('find', ['.', '-name', '*.ts', '-not', '-name', '*.d.ts'], {
      cwd: join(project, 'node_modules/coded-actions'),
      encoding: 'utf8',
    });
    expect(held).toBe('');
  });

  it("synthesizes the project's workflows beside a stack of its own", () => {
    const { status, text } = run('aws-cdk/bin/cdk', 'synth', '--quiet', '-c', 'stage=test');
    expect({ status, text }).toMatchObject({ status: 0 });
    const templates = readdirSync(join(project, 'cdk.out')).filter((file) => file.endsWith('.template.json'));
    expect(templates.sort()).toEqual([
      'alerts.template.json',
      'hello.template.json',
      'runtime.template.json',
    ]);
    const manifest = JSON.parse(readFileSync(join(project, 'cdk.out/manifest.json'), 'utf8'));
    expect(manifest.artifacts.hello.properties.stackName).toBe('coded-actions-test-hello');
  }, 120_000);

  it('bundles actions that import it without the CDK', () => {
    const folders = assetsOf('hello');
    expect(folders).toHaveLength(2);
    for (const folder of folders) {
      expect(statSync(join(folder, 'action.js')).size).toBeLessThan(10_000);
    }
  });

  it('deploys its own handlers as they were built', () => {
    for (const folder of assetsOf('runtime')) {
      expect(readFileSync(join(folder, 'index.js'), 'utf8')).toMatch(/handler/);
    }
  });

  it('is typed, for the app and for actions', () => {
    expect(run('typescript/bin/tsc', '-p', '.')).toMatchObject({ status: 0, text: '' });
  }, 120_000);

  it('brings the command, which works without the sources', () => {
    expect(run('coded-actions/bin/launch.mjs', 'validate')).toMatchObject({ status: 0 });
    const ran = run('coded-actions/bin/launch.mjs', 'run', 'hello', '--record', 'record.json', '--json');
    expect({ ...ran, text: ran.text.slice(0, 2000) }).toMatchObject({ status: 0 });
    expect(JSON.parse(ran.stdout)).toMatchObject({ status: 'succeeded' });
  }, 120_000);
});

/** The folders of a stack's file assets. */
function assetsOf(stack: string): string[] {
  const out = join(project, 'cdk.out');
  const { files } = JSON.parse(readFileSync(join(out, `${stack}.assets.json`), 'utf8'));
  return Object.values<{ source: { path: string; packaging: string } }>(files)
    .filter(({ source }) => source.packaging === 'zip')
    .map(({ source }) => join(out, source.path));
}
