import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { packageRoot } from '../../../../lib/package-root';
import { addCodedActions } from '../../../../lib/stacks/add-coded-actions';

/** The example workflows, one that pauses and one with a side effect, synthesized into a folder that a test may change. */
export interface ExampleAssembly {
  /** The cloud assembly. */
  readonly directory: string;
  remove(): void;
}

/** What the examples of the repository lack. */
const APPROVAL = {
  name: 'approval',
  objectType: 'contact',
  enrollment: { triggers: [{ event: 'approval.wanted' }], reenroll: true },
  steps: [
    {
      id: 'approve',
      type: 'code',
      action: './approve.js',
      pause: { expires: '3 days' },
      outputs: { by: 'string' },
    },
    { id: 'mark', type: 'setProperties', properties: { owner_id: '{% $steps.approve.by %}' } },
  ],
};
const APPROVE = `exports.main = async () => ({ outputFields: { hs_execution_state: 'BLOCK' } });\n`;
const CHARGE = {
  name: 'charge',
  objectType: 'contact',
  enrollment: { triggers: [{ event: 'charge.wanted' }], reenroll: true },
  secrets: ['CHARGES_URL'],
  steps: [
    {
      id: 'charge',
      type: 'code',
      action: './charge.js',
      secrets: ['CHARGES_URL'],
      outputs: { receipt: 'string' },
      retry: { maxRetries: 3, timeouts: true },
    },
    { id: 'mark', type: 'setProperties', properties: { owner_id: '{% $steps.charge.receipt %}' } },
  ],
};
/** Charges by a key that is the same on every attempt, so that the other system can tell. */
const CHARGE_ACTION = `exports.main = async (event) => {
  const response = await fetch(process.env.CHARGES_URL, { method: 'POST', body: event.callbackId });
  return { outputFields: { receipt: await response.text() } };
};
`;

/** Synthesizes them as the stage `local`. */
export async function synthesizeExamples(): Promise<ExampleAssembly> {
  process.env.CDK_VALIDATION = 'false';
  const root = mkdtempSync(join(tmpdir(), 'examples-'));
  const project = join(root, 'project');
  cpSync(join(packageRoot(), 'workflows'), join(project, 'workflows'), { recursive: true });
  cpSync(join(packageRoot(), 'records.schema.json'), join(project, 'records.schema.json'));
  writeWorkflow(project, APPROVAL, 'approve.js', APPROVE);
  writeWorkflow(project, CHARGE, 'charge.js', CHARGE_ACTION);
  writeFileSync(join(project, 'package.json'), '{"name":"examples","private":true}');
  const directory = join(root, 'cdk.out');
  const app = new App({ outdir: directory, analyticsReporting: false, treeMetadata: false });
  await addCodedActions(app, { directory: project, stage: 'local' });
  app.synth();
  return { directory, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function writeWorkflow(project: string, workflow: { name: string }, action: string, source: string): void {
  const folder = join(project, 'workflows', workflow.name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'workflow.json'), JSON.stringify(workflow));
  writeFileSync(join(folder, action), source);
}
