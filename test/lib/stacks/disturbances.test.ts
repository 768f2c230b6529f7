import fc from 'fast-check';
import { type Disturbance, disturbances } from '../../../lib/stacks/disturbances';
import type { StackTemplate, TemplateResource } from '../../../lib/stacks/template';
import {
  type ActionChanges,
  compiledAction,
  compiledWorkflow,
  logicalId,
  workflowTemplate,
} from './fixtures';

/** A step of a workflow as one version of it has it. */
interface Step extends ActionChanges {
  readonly id: string;
  readonly source: string;
}

interface Version {
  readonly steps: readonly Step[];
  readonly triggers: number;
  readonly grants: boolean;
}

/** A version of a workflow as its stack's template: each step a code step, in this order. */
function templateOf({ steps, triggers, grants }: Version): StackTemplate {
  const actions = steps.map(({ id, source: _, ...changes }) => compiledAction(id, changes));
  return workflowTemplate({
    workflows: [
      compiledWorkflow({
        actions,
        eventPatterns: Array.from({ length: triggers }, (_, index) => ({
          'detail-type': [`event-${index}`],
        })),
        ...(grants ? {} : { grants: [] }),
      }),
    ],
    sources: Object.fromEntries(steps.map(({ id, source }) => [id, source])),
  });
}

const step: fc.Arbitrary<Step> = fc.record({
  id: fc.constantFrom('look', 'assign', 'tell', 'wait'),
  source: fc.constantFrom('version 1', 'version 2'),
  secrets: fc.uniqueArray(fc.constantFrom('API_KEY', 'CRM_TOKEN', 'OTHER'), { maxLength: 3 }),
  title: fc.constantFrom('Look', 'Tell'),
  memory: fc.constantFrom(128, 256, 1024),
  timeoutSeconds: fc.constantFrom(20, 300, 900),
});

const version: fc.Arbitrary<Version> = fc.record({
  steps: fc.uniqueArray(step, { selector: ({ id }) => id, maxLength: 4 }),
  triggers: fc.integer({ min: 0, max: 2 }),
  grants: fc.boolean(),
});

describe('a deploy of any version of a workflow over any other', () => {
  it('disturbs no execution of the first, whatever steps, secrets, limits, triggers and code have changed, and neither does the way back', () => {
    fc.assert(
      fc.property(version, version, (before, after) => {
        const [first, second] = [templateOf(before), templateOf(after)];
        expect([...disturbances(first, second), ...disturbances(second, first)]).toEqual([]);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});

describe('is found to disturb executions:', () => {
  const template = workflowTemplate();
  const before: StackTemplate = template;
  const role = logicalId(template, 'AWS::IAM::Role', 'tell');
  const published = logicalId(template, 'AWS::Lambda::Version', 'tell');
  const handler = logicalId(template, 'AWS::Lambda::Function', 'tell');
  const logs = logicalId(template, 'AWS::Logs::LogGroup', 'tell');
  const machineRole = logicalId(template, 'AWS::IAM::Role', 'statemachineRole');
  const machine = logicalId(template, 'AWS::StepFunctions::StateMachine');

  const without = (id: string): StackTemplate => {
    const { [id]: _, ...Resources } = before.Resources;
    return { Resources };
  };
  const edited = (
    id: string,
    edit: (resource: TemplateResource) => TemplateResource,
    from = before,
  ): StackTemplate => {
    const resource = from.Resources[id];
    if (resource === undefined) throw new Error(`There is no ${id}.`);
    return { Resources: { ...from.Resources, [id]: edit(resource) } };
  };
  const withProperty = (id: string, name: string, value: unknown, from = before): StackTemplate =>
    edited(id, (resource) => ({ ...resource, Properties: { ...resource.Properties, [name]: value } }), from);
  const withPolicy = (id: string, policy: Partial<TemplateResource>, from = before): StackTemplate =>
    edited(id, (resource) => ({ ...resource, ...policy }), from);

  it.each<[string, StackTemplate, StackTemplate, Disturbance[]]>([
    [
      'a policy that is edited in place',
      before,
      withProperty(role, 'Policies', []),
      [{ resource: role, type: 'AWS::IAM::Role', kind: 'changed', properties: ['Policies'] }],
    ],
    [
      'a boundary that a role gets',
      before,
      withProperty(role, 'PermissionsBoundary', 'arn:aws:iam::1:policy/b'),
      [{ resource: role, type: 'AWS::IAM::Role', kind: 'changed', properties: ['PermissionsBoundary'] }],
    ],
    [
      'a function that may not run any more',
      before,
      withProperty(handler, 'ReservedConcurrentExecutions', 0),
      [
        {
          resource: handler,
          type: 'AWS::Lambda::Function',
          kind: 'changed',
          properties: ['ReservedConcurrentExecutions'],
        },
      ],
    ],
    [
      'a role that is deleted',
      withPolicy(role, { DeletionPolicy: 'Delete' }),
      without(role),
      [{ resource: role, type: 'AWS::IAM::Role', kind: 'deleted', properties: [] }],
    ],
    [
      'a log group that is deleted, since no policy says otherwise',
      edited(logs, ({ DeletionPolicy: _, ...rest }) => rest),
      without(logs),
      [{ resource: logs, type: 'AWS::Logs::LogGroup', kind: 'deleted', properties: [] }],
    ],
    [
      'a function that is replaced and not kept, with its version and the grant to call it, which refer to it',
      before,
      withPolicy(
        published,
        { UpdateReplacePolicy: 'Delete' },
        withPolicy(
          handler,
          { UpdateReplacePolicy: 'Delete' },
          withProperty(handler, 'FunctionName', 'fixed'),
        ),
      ),
      [
        { resource: handler, type: 'AWS::Lambda::Function', kind: 'replaced', properties: ['FunctionName'] },
        { resource: published, type: 'AWS::Lambda::Version', kind: 'replaced', properties: ['FunctionName'] },
        { resource: machineRole, type: 'AWS::IAM::Role', kind: 'changed', properties: ['Policies'] },
      ],
    ],
    [
      'a role that may write to the next log group only, since the old one is replaced, though kept',
      before,
      withProperty(logs, 'LogGroupName', 'fixed'),
      [{ resource: role, type: 'AWS::IAM::Role', kind: 'changed', properties: ['Policies'] }],
    ],
    [
      'a machine that is deleted',
      before,
      without(machine),
      [{ resource: machine, type: 'AWS::StepFunctions::StateMachine', kind: 'deleted', properties: [] }],
    ],
    [
      'a machine that gets another name',
      before,
      withProperty(machine, 'StateMachineName', 'other'),
      [
        {
          resource: machine,
          type: 'AWS::StepFunctions::StateMachine',
          kind: 'replaced',
          properties: ['StateMachineName'],
        },
      ],
    ],
  ])('%s', (_, first, second, expected) => {
    expect(disturbances(first, second)).toEqual(expected);
  });

  it.each<[string, StackTemplate]>([
    ['another tag', withProperty(role, 'Tags', [{ Key: 'cost-center', Value: '42' }])],
    ['logs that are kept for longer', withProperty(logs, 'RetentionInDays', 365)],
    ['a function whose next version has more memory', withProperty(handler, 'MemorySize', 4096)],
    ['another definition', withProperty(machine, 'DefinitionString', '{}')],
    ['a version that is gone from the template and stays in the account', without(published)],
    [
      'keys in another order',
      edited(role, (resource) => ({ ...resource, Properties: reversed(resource.Properties ?? {}) })),
    ],
  ])('but not %s', (_, second) => {
    expect(disturbances(before, second)).toEqual([]);
  });

  it('a resource of a type that is not known, when anything of it changes', () => {
    const withContent = (content: string): StackTemplate => ({
      Resources: {
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { RoleArn: { Ref: 'Thing' } },
        },
        Thing: { Type: 'AWS::Unknown::Thing', Properties: { Content: content } },
      },
    });
    expect(disturbances(withContent('1'), withContent('2'))).toEqual([
      { resource: 'Thing', type: 'AWS::Unknown::Thing', kind: 'changed', properties: ['Content'] },
    ]);
  });
});

function reversed(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).reverse());
}
