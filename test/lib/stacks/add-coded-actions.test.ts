import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { addCodedActions, type CodedActionsOptions } from '../../../lib/stacks/add-coded-actions';
import { InvalidStageError } from '../../../lib/stacks/invalid-stage-error';
import { WorkflowProblemsError } from '../../../lib/stacks/workflow-problems-error';
import { onlyResource, stackTemplate, templatesOf, temporaryApp } from './fixtures';

// Bundling and synthesis take a second or two, and more on a busy machine.
jest.setTimeout(60_000);

const scratch = mkdtempSync(join(tmpdir(), 'coded-actions-project-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const welcome = {
  name: 'welcome',
  objectType: 'contact',
  enrollment: { triggers: [{ event: 'record.created' }] },
  secrets: ['MAILER_KEY'],
  steps: [
    { id: 'greet', type: 'code', action: './greet.js', outputs: { text: 'string' }, secrets: ['MAILER_KEY'] },
    { id: 'wait', type: 'delay', for: '3 days' },
    { id: 'remind', type: 'code', action: './remind.ts' },
  ],
};
const goodbye = {
  name: 'goodbye',
  objectType: 'contact',
  steps: [{ id: 'wait', type: 'delay', for: '1 day' }],
};

/** A project's folder. */
function project(changes: Readonly<Record<string, unknown>> = {}): string {
  const files: Record<string, unknown> = {
    'package.json': { name: 'a-project' },
    'records.schema.json': { objectTypes: { contact: { properties: {} } } },
    'workflows/welcome/workflow.json': welcome,
    'workflows/welcome/greet.js':
      "exports.main = async (event, done) => done({ outputFields: { text: 'hi' } });\n",
    'workflows/welcome/remind.ts': 'export const main = async (): Promise<void> => {};\n',
    'workflows/goodbye/workflow.json': goodbye,
    ...changes,
  };
  const directory = mkdtempSync(join(scratch, 'project-'));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(
      join(directory, file),
      typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
    );
  }
  return directory;
}

async function addTo(app: App, options: Partial<CodedActionsOptions> = {}) {
  return addCodedActions(app, { directory: project(), ...options });
}

/** What `addCodedActions` refuses a project with. */
async function problemsOf(files: Readonly<Record<string, unknown>>): Promise<string[]> {
  const error: unknown = await addTo(temporaryApp(), { directory: project(files) }).catch((thrown) => thrown);
  if (!(error instanceof WorkflowProblemsError)) throw error;
  return error.problems.map(({ code, location: { file, line } }) => `${code} ${file}:${line}`);
}

describe('addCodedActions', () => {
  it('adds a stack for each workflow and one that they share', async () => {
    const app = temporaryApp();
    const { runtime, workflows } = await addTo(app);
    expect(runtime.stackName).toBe('coded-actions-dev-runtime');
    expect(workflows.map(({ stackName }) => stackName)).toEqual([
      'coded-actions-dev-goodbye',
      'coded-actions-dev-welcome',
    ]);
    expect(Object.keys(templatesOf(app)).sort()).toEqual(['goodbye', 'runtime', 'welcome']);
  });

  it('bundles the actions, TypeScript and JavaScript, each into an asset of its own', async () => {
    const app = temporaryApp();
    await addTo(app);
    const template = stackTemplate(templatesOf(app), 'welcome');
    const codes = ['greet', 'remind'].map(
      (step) => onlyResource(template, 'AWS::Lambda::Function', step).Properties.Code,
    );
    expect(codes).toEqual([
      { S3Bucket: expect.anything(), S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) },
      { S3Bucket: expect.anything(), S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) },
    ]);
    expect(codes[0]).not.toEqual(codes[1]);
  });

  it('takes the stage from its options, else from the context, else dev', async () => {
    const nameFor = async (context: Record<string, string>, options: Partial<CodedActionsOptions>) =>
      (await addTo(temporaryApp({ context }), options)).runtime.stackName;
    expect(await nameFor({ stage: 'prod' }, { stage: 'test' })).toBe('coded-actions-test-runtime');
    expect(await nameFor({ stage: 'prod' }, {})).toBe('coded-actions-prod-runtime');
    expect(await nameFor({}, {})).toBe('coded-actions-dev-runtime');
  });

  it('refuses a stage whose name cannot be part of other names', async () => {
    await expect(addTo(temporaryApp(), { stage: 'Production' })).rejects.toThrow(InvalidStageError);
  });

  it('adds only the workflows that are asked for', async () => {
    const { workflows } = await addTo(temporaryApp(), { only: ['goodbye'] });
    expect(workflows.map(({ stackName }) => stackName)).toEqual(['coded-actions-dev-goodbye']);
  });

  it('does not look into the actions of others than those', async () => {
    const directory = project({ 'workflows/welcome/greet.js': 'syntax error' });
    await expect(addTo(temporaryApp(), { directory, only: ['goodbye'] })).resolves.toBeDefined();
  });

  it('writes the same templates in another folder', async () => {
    const [first, second] = [temporaryApp(), temporaryApp()];
    await addTo(first);
    await addTo(second);
    expect(JSON.stringify(templatesOf(second))).toBe(JSON.stringify(templatesOf(first)));
  });

  it('reports all that is wrong with workflows and actions at once, and adds nothing', async () => {
    const app = temporaryApp();
    const directory = project({
      'workflows/goodbye/workflow.json': { ...goodbye, steps: [{ id: 'wait', type: 'delay', fro: '1 day' }] },
      'workflows/welcome/remind.ts': 'export const main = (\n',
    });
    const error: unknown = await addTo(app, { directory }).catch((thrown) => thrown);
    if (!(error instanceof WorkflowProblemsError)) throw error;
    const files = error.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ location }) => location.file);
    expect(new Set(files)).toEqual(
      new Set(['workflows/goodbye/workflow.json', 'workflows/welcome/remind.ts']),
    );
    expect(app.node.children.map(({ node }) => node.id)).not.toContain('runtime');
  });

  it('refuses text that CloudFormation takes for its own where it cannot be escaped', async () => {
    const leak = '{{resolve:secretsmanager:coded-actions/dev/MAILER_KEY}}';
    const [greet, ...others] = welcome.steps;
    expect(
      await problemsOf({
        'workflows/welcome/workflow.json': {
          ...welcome,
          steps: [{ ...greet, title: 'Greet ${name}' }, ...others],
        },
      }),
    ).toEqual([expect.stringMatching(/^unsafe-text workflows\/welcome\/workflow\.json:\d+$/)]);
    expect(await problemsOf({ 'workflows/goodbye/workflow.json': { ...goodbye, title: leak } })).toEqual([
      expect.stringMatching(/^unsafe-text workflows\/goodbye/),
    ]);
    expect(
      await problemsOf({
        'workflows/goodbye/workflow.json': {
          ...goodbye,
          enrollment: { triggers: [{ event: 'a', filter: { plan: [leak] } }] },
        },
      }),
    ).toEqual([expect.stringMatching(/^unsafe-text workflows\/goodbye/)]);
  });

  it('gives warnings to the CDK, with their places', async () => {
    const app = temporaryApp();
    await addTo(app, {
      directory: project({ 'workflows/odd/workflow.json': { ...goodbye, name: 'other' } }),
    });
    const warnings = app
      .synth()
      .stacks.flatMap((stack) => stack.messages)
      .map(({ entry }) => String(entry.data));
    expect(warnings).toEqual([
      expect.stringMatching(
        /^workflows\/odd\/workflow\.json:\d+:\d+ The workflow is called `other`, and its folder `odd`\./,
      ),
    ]);
  });
});
