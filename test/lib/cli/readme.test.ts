import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { SampleProject } from './command-line';

/** What README shows of a language: the text of its blocks. */
function blocks(language: string): readonly string[] {
  const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text = '']) => text,
  );
}

describe('README', () => {
  const [workflow = ''] = blocks('json');
  const [greeting = ''] = blocks('js');
  const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');
  const [, record = ''] = /`ana\.json` is `(\{.*?\}\})`/s.exec(readme) ?? [];
  const project = new SampleProject({
    'package.json': { name: 'sample' },
    'records.schema.json': readFileSync(join(packageRoot(), 'records.schema.json'), 'utf8'),
    'workflows/welcome/workflow.json': workflow,
    'workflows/welcome/greeting.js': greeting,
    'ana.json': record,
  });
  afterAll(() => project.remove());

  it('shows a workflow that is right', async () => {
    expect(await project.run(['validate', 'welcome'])).toEqual({
      code: 0,
      output: 'workflows/welcome/workflow.json is right: 5 steps.',
      errors: '',
    });
  });

  it('shows a workflow that runs, with the record that it shows', async () => {
    const { code, output } = await project.run(['run', 'welcome', '--record', 'ana.json', '--json']);

    const report = JSON.parse(output);
    expect([code, report.status]).toEqual([0, 'succeeded']);
    expect(report.steps.map(({ status }: { status: string }) => status)).not.toContain('skipped');
    expect(report.steps.at(-1).input.detail).toMatchObject({ text: 'Hello, Ana!' });
  });

  it('names commands that there are', async () => {
    const named = [...readme.matchAll(/npx coded-actions ([a-z]+)/g)].flatMap(([, verb]) => verb ?? []);

    const { output: help } = await project.run(['--help']);

    expect(named.length).toBeGreaterThan(5);
    for (const verb of named) expect(help).toMatch(new RegExp(`^ {2}${verb}\\b`, 'm'));
  });

  it('leads to pages that there are', () => {
    const pages = [...readme.matchAll(/\]\((docs\/[\w-]+\.md)\)/g)].flatMap(([, page]) => page ?? []);

    expect(pages).toContain('docs/actions.md');
    for (const page of pages) expect(readFileSync(join(packageRoot(), page), 'utf8')).toMatch(/^(<!--|#)/);
  });
});
