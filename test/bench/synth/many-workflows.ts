import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

/**
 * Writes a project of many workflows into an empty folder, with this package's own node_modules: each has a trigger,
 * three actions of its own that read a secret each, a branch and a delay of three days between them.
 */
export function writeManyWorkflows(project: string, workflows: number): void {
  const files: Record<string, unknown> = {
    'package.json': { name: 'many-workflows', private: true },
    'records.schema.json': {
      objectTypes: { contact: { properties: { email: { type: 'string' }, amount: { type: 'number' } } } },
    },
  };
  for (let index = 0; index < workflows; index += 1) {
    const name = `workflow-${index}`;
    files[`workflows/${name}/workflow.json`] = workflowFile(name);
    for (const step of ['look', 'decide', 'tell'])
      files[`workflows/${name}/${step}.js`] = actionCode(name, step);
  }
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(
      join(project, file),
      typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
    );
  }
  symlinkSync(join(packageRoot(), 'node_modules'), join(project, 'node_modules'));
}

function actionCode(workflow: string, step: string): string {
  return `exports.main = async (event, callback) => {
  const { email } = event.inputFields;
  const response = await fetch('https://example.com/${workflow}/${step}?email=' + encodeURIComponent(email), {
    headers: { authorization: process.env.API_KEY },
  });
  if (!response.ok) throw new Error('The service answered ' + response.status);
  callback({ outputFields: { owner: (await response.json()).owner } });
};
`;
}

function workflowFile(name: string): unknown {
  const code = (id: string) => ({
    id,
    type: 'code',
    action: `./${id}.js`,
    inputs: { email: '{% $record.email %}' },
    outputs: { owner: 'string' },
    secrets: ['API_KEY'],
  });
  return {
    name,
    title: `Benchmark ${name}`,
    objectType: 'contact',
    enrollment: { triggers: [{ event: 'record.created' }] },
    secrets: ['API_KEY'],
    steps: [
      code('look'),
      {
        id: 'large',
        type: 'branch',
        branches: [{ when: '{% $record.amount > 1000 %}', steps: [code('decide')] }],
      },
      { id: 'later', type: 'delay', for: '3 days' },
      code('tell'),
    ],
  };
}
