import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundledCode } from '../../../lib/bundler';
import { AccountName } from '../../../lib/compiler/account-name';
import type { CompiledAction, CompiledWorkflow } from '../../../lib/compiler/compiled-workflow';

/** A code step as the compiler gives it to the stacks. */
export function compiledAction(
  step: string,
  changes: { secrets?: string[]; title?: string; timeoutSeconds?: number } = {},
): CompiledAction {
  return {
    step,
    title: changes.title ?? step,
    file: `workflows/rotate-leads/${step}.js`,
    memory: 256,
    declaration: {
      workflow: 'rotate-leads',
      step,
      file: `workflows/rotate-leads/${step}.js`,
      outputs: { owner_id: { type: 'string' } },
      secrets: changes.secrets ?? [],
      timeoutSeconds: changes.timeoutSeconds ?? 20,
      pause: false,
    },
  };
}

/** A workflow that calls each of its actions in turn, written by hand. */
export function compiledWorkflow(changes: Partial<CompiledWorkflow> = {}): CompiledWorkflow {
  const actions = changes.actions ?? [
    compiledAction('availability', { secrets: ['CALENDAR_API_KEY'] }),
    compiledAction('assign'),
    compiledAction('tell', { secrets: ['CRM_TOKEN', 'CALENDAR_API_KEY'] }),
  ];
  return {
    name: 'rotate-leads',
    title: 'Rotate new leads to whoever is free',
    objectType: 'contact',
    definition: {
      Comment: 'rotate-leads',
      QueryLanguage: 'JSONata',
      StartAt: 'Load',
      States: {
        Load: {
          Type: 'Task',
          Resource: 'arn:aws:states:::dynamodb:getItem',
          Arguments: {
            TableName: new AccountName('table'),
            Key: { pk: { S: 'record#contact#1' }, sk: { S: 'record' } },
          },
          Next: actions[0]?.step ?? 'Announce',
        },
        ...Object.fromEntries(
          actions.map(({ step }, index) => [
            step,
            {
              Type: 'Task',
              Resource: 'arn:aws:states:::lambda:invoke',
              Arguments: { FunctionName: new AccountName('action', step), Payload: {} },
              Next: actions[index + 1]?.step ?? 'Announce',
            },
          ]),
        ),
        Announce: {
          Type: 'Task',
          Resource: 'arn:aws:states:::events:putEvents',
          Arguments: {
            Entries: [
              {
                EventBusName: new AccountName('bus'),
                Source: 'coded-actions',
                DetailType: 'lead.assigned',
                Detail: {},
              },
            ],
          },
          End: true,
        },
      },
    },
    actions,
    grants: [
      { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resource: new AccountName('table') },
      { actions: ['events:PutEvents'], resource: new AccountName('bus') },
      { actions: ['states:DescribeExecution'], resource: new AccountName('executions') },
    ],
    eventPatterns: [{ 'detail-type': ['record.created'], detail: { objectType: ['contact'] } }],
    ...changes,
  };
}

/** A folder such as the bundler makes, named by its content. */
export function bundle(source: string): BundledCode {
  const directory = mkdtempSync(join(tmpdir(), 'bundle-'));
  writeFileSync(join(directory, 'index.js'), source);
  return { directory, hash: createHash('sha256').update(source).digest('hex') };
}

/** A bundle for each of a workflow's actions. */
export function bundlesOf(
  workflow: CompiledWorkflow,
  source = 'exports.handler = async () => ({})',
): Map<string, BundledCode> {
  return new Map(workflow.actions.map(({ step }) => [step, bundle(`${source} // ${step}`)]));
}
