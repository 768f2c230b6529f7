import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

const workflows = 10;
const actionsEach = 10;

/** One action of the project: the folder of its workflow, its step and its file relative to the project. */
export interface BenchAction {
  readonly workflow: string;
  readonly step: string;
  readonly file: string;
}

/** Ten workflows of ten code steps: half JavaScript as HubSpot has it, half TypeScript, some with a package. */
export const hundredActions: readonly BenchAction[] = Array.from(
  { length: workflows * actionsEach },
  (_, index) => {
    const workflow = `workflow-${Math.floor(index / actionsEach)}`;
    const step = `step${index % actionsEach}`;
    return { workflow, step, file: `workflows/${workflow}/${step}.${index % 2 === 0 ? 'js' : 'ts'}` };
  },
);

/** Writes the project into an empty folder, with this package's own node_modules. */
export function writeHundredActions(project: string): void {
  const files: Record<string, string> = {
    'package.json': JSON.stringify({ name: 'hundred-actions', private: true }),
    // NodejsFunction takes the folder of the lock file for the project's.
    'package-lock.json': JSON.stringify({ name: 'hundred-actions', lockfileVersion: 3, packages: {} }),
    'records.schema.json': JSON.stringify({
      objectTypes: { contact: { properties: { email: { type: 'string' }, amount: { type: 'number' } } } },
    }),
    'workflows/shared/score.ts': sharedCode,
  };
  for (const { workflow, step, file } of hundredActions) files[file] = actionCode(workflow, step, file);
  for (let index = 0; index < workflows; index += 1) {
    files[`workflows/workflow-${index}/workflow.json`] = workflowFile(`workflow-${index}`);
  }
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), content);
  }
  symlinkSync(join(packageRoot(), 'node_modules'), join(project, 'node_modules'));
}

const sharedCode = `import { distance } from 'fastest-levenshtein';

export interface Lead {
  readonly email?: string;
  readonly amount?: number;
}

/** How promising a lead is, from 0 to 1. */
export function score(lead: Lead, words: readonly string[]): number {
  const near = Math.min(...words.map((word) => distance(lead.email ?? '', word)));
  return 1 / (1 + near) + Math.min(1, (lead.amount ?? 0) / 1000) / 2;
}
`;

function actionCode(workflow: string, step: string, file: string): string {
  if (file.endsWith('.js')) {
    return `const words = ['${workflow}', '${step}'];

exports.main = async (event, callback) => {
  const { email, amount } = event.inputFields;
  const response = await fetch('https://example.com/${workflow}/${step}?email=' + encodeURIComponent(email));
  if (!response.ok) throw new Error('The service answered ' + response.status);
  const { owner } = await response.json();
  callback({ outputFields: { owner, text: words.join(' ') + amount } });
};
`;
  }
  return `import { type Lead, score } from '../shared/score';

export async function main(event: { inputFields: Lead }) {
  const { email = '', amount } = event.inputFields;
  const value = score({ email, ...(amount === undefined ? {} : { amount }) }, ['${workflow}', '${step}']);
  return { outputFields: { owner: value > 0.5 ? 'sales' : 'marketing', text: \`${step} \${value}\` } };
}
`;
}

function workflowFile(name: string): string {
  return JSON.stringify(
    {
      name,
      title: `Benchmark ${name}`,
      objectType: 'contact',
      enrollment: { triggers: [{ event: 'record.created' }] },
      steps: hundredActions
        .filter(({ workflow }) => workflow === name)
        .map(({ step, file }) => ({
          id: step,
          type: 'code',
          action: `./${file.split('/').at(-1)}`,
          inputs: { email: '{% $record.email %}', amount: '{% $record.amount %}' },
          outputs: { owner: 'string', text: 'string' },
        })),
    },
    undefined,
    2,
  );
}
