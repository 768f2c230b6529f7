import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

const scratch = mkdtempSync(join(tmpdir(), 'coded-actions-app-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs bin/app.ts, as the CDK's CLI does, in a project of these files. */
function runApp(files: Readonly<Record<string, string>>, context: Readonly<Record<string, string>> = {}) {
  const directory = mkdtempSync(join(scratch, 'project-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  const root = packageRoot();
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [join(root, 'bin/launch.mjs'), join(root, 'bin/app.ts')],
    {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, CDK_VALIDATION: 'false', CDK_CONTEXT_JSON: JSON.stringify(context) },
    },
  );
  return { status, text: `${stdout}${stderr}` };
}

const workflow = {
  name: 'hello',
  objectType: 'contact',
  steps: [{ id: 'greet', type: 'code', action: './greet.js' }],
};

describe('bin/app.ts', () => {
  it.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
    [
      'a workflow with a wrong key',
      { 'workflows/hello/workflow.json': JSON.stringify({ ...workflow, setps: [] }, undefined, 2) },
      {},
      /workflows\/hello\/workflow\.json:\d+:\d+ error unknown-key .*setps/,
    ],
    [
      'a workflow that is no JSON',
      { 'workflows/hello/workflow.json': '{ "name": ' },
      {},
      /workflows\/hello\/workflow\.json:1:\d+ error/,
    ],
    [
      'an action with a syntax error',
      {
        'workflows/hello/workflow.json': JSON.stringify(workflow),
        'workflows/hello/greet.js': 'exports.main = async () => {\n  const = 1;\n};\n',
      },
      {},
      /workflows\/hello\/greet\.js:2:\d+ error/,
    ],
    [
      'a stage that cannot be',
      {},
      { stage: 'My Stage' },
      /"My Stage" cannot be the name of a stage\.\n {2}→ Name a stage/,
    ],
  ])(
    'explains %s without a stack trace, and exits with 1',
    (_, files, context, explanation) => {
      const { status, text } = runApp(files, context);
      expect(text).toMatch(explanation);
      expect(text).not.toMatch(/^ {4}at /m);
      expect(status).toBe(1);
    },
    60_000,
  );
});
