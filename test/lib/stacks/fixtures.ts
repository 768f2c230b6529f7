import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import type { BundledCode } from '../../../lib/bundler';
import { assetFile } from '../../../lib/bundler/asset-folder';
import { CacheLayout } from '../../../lib/bundler/build-record';
import { BundledFiles } from '../../../lib/bundler/bundled-files';
import { AccountName } from '../../../lib/compiler/account-name';
import type { CompiledAction, CompiledWorkflow } from '../../../lib/compiler/compiled-workflow';
import { RuntimeStack } from '../../../lib/stacks/runtime-stack';
import { WorkflowStack } from '../../../lib/stacks/workflow-stack';

/** A resource as it stands in a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** A synthesized template. */
export interface Template {
  readonly Description?: string;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: unknown;
}

/** What a test changes of `compiledAction`'s step. */
export interface ActionChanges {
  readonly secrets?: readonly string[];
  readonly title?: string;
  readonly timeoutSeconds?: number;
  readonly memory?: number;
}

/** A code step as the compiler gives it to the stacks. */
export function compiledAction(step: string, changes: ActionChanges = {}): CompiledAction {
  const file = `workflows/rotate-leads/${step}.js`;
  return {
    step,
    title: changes.title ?? step,
    file,
    memory: changes.memory ?? 256,
    declaration: {
      workflow: 'rotate-leads',
      step,
      file,
      outputs: { owner_id: { type: 'string' } },
      secrets: changes.secrets ?? [],
      timeoutSeconds: changes.timeoutSeconds ?? 20,
      pause: false,
    },
  };
}

/** A workflow, written by hand, that loads a record, calls each of its actions in turn, and sends an event. */
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
    definition: definitionOf(actions),
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

function definitionOf(actions: readonly CompiledAction[]): CompiledWorkflow['definition'] {
  return {
    Comment: 'Rotate new leads to whoever is free',
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
  };
}

const scratch = mkdtempSync(join(tmpdir(), 'coded-actions-stacks-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A bundle such as the bundler makes: its name is its hash. */
export function bundle(source: string): BundledCode {
  return new BundledFiles(new CacheLayout(scratch, 'key'), [assetFile('index.js', source)]);
}

/** A bundle for each of a workflow's actions; `sources` says whose code differs. */
export function bundlesOf(
  workflow: CompiledWorkflow,
  sources: Readonly<Record<string, string>> = {},
): Map<string, BundledCode> {
  return new Map(
    workflow.actions.map(({ step }) => [step, bundle(`// ${sources[step] ?? `version 1 of ${step}`}`)]),
  );
}

/** What a test changes of `stacksIn`. */
export interface StackChanges {
  readonly stage?: string;
  readonly workflows?: readonly CompiledWorkflow[];
  /** By step: whose code differs. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** The runtime stack and a stack for each workflow, in an app. */
export function stacksIn(app: App, changes: StackChanges = {}) {
  const stage = changes.stage ?? 'dev';
  const bundles = {
    runStatus: bundle('// run-status'),
    sweep: bundle('// sweep'),
    completeCallback: bundle('// complete-callback'),
  };
  const runtime = new RuntimeStack(app, { stage, bundles });
  const workflows = (changes.workflows ?? [compiledWorkflow()]).map(
    (workflow) =>
      new WorkflowStack(app, { stage, workflow, bundles: bundlesOf(workflow, changes.sources), runtime }),
  );
  return { runtime, workflows };
}

/** An app whose assembly is written to a folder that goes when the test file is done. */
export function temporaryApp(props: AppProps = {}): App {
  return new App({ outdir: mkdtempSync(join(scratch, 'assembly-')), ...props });
}

/** The templates of the runtime and of workflows, by the stack's id. */
export function synthesize(changes: StackChanges = {}, app = temporaryApp()): Record<string, Template> {
  stacksIn(app, changes);
  return templatesOf(app);
}

/** The templates of an app, by the stack's id. */
export function templatesOf(app: App): Record<string, Template> {
  return Object.fromEntries(app.synth().stacks.map((stack) => [stack.id, stack.template]));
}

/** The template of the one workflow that `synthesize` makes by default. */
export function workflowTemplate(changes: StackChanges = {}): Template {
  return stackTemplate(synthesize(changes), 'rotate-leads');
}

/** One of the templates. */
export function stackTemplate(templates: Readonly<Record<string, Template>>, id: string): Template {
  const template = templates[id];
  if (template === undefined) throw new Error(`There is no stack ${id}.`);
  return template;
}

/** The resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Record<string, Resource> {
  return Object.fromEntries(
    Object.entries(template.Resources).filter(([, resource]) => resource.Type === type),
  );
}

/** The only resource of a type, or the only one whose logical id begins with `prefix`. */
export function onlyResource(template: Template, type: string, prefix = ''): Resource {
  return onlyEntry(template, type, prefix)[1];
}

/** The logical id of that resource. */
export function logicalId(template: Template, type: string, prefix = ''): string {
  return onlyEntry(template, type, prefix)[0];
}

function onlyEntry(template: Template, type: string, prefix: string): [string, Resource] {
  const found = Object.entries(resourcesOf(template, type)).filter(([id]) => id.startsWith(prefix));
  const [entry] = found;
  if (entry === undefined || found.length > 1) {
    throw new Error(`There are ${found.length} resources ${type} ${prefix}, not one.`);
  }
  return entry;
}
