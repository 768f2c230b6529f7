import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import type { CompiledWorkflow } from '../../../lib/compiler/compiled-workflow';
import { WorkflowStack } from '../../../lib/stacks/workflow-stack';
import {
  bundle,
  compiledAction,
  compiledWorkflow,
  logicalId,
  onlyResource,
  type Resource,
  resourcesOf,
  stacksIn,
  stackTemplate,
  synthesize,
  type Template,
  templatesOf,
  temporaryApp,
  workflowTemplate,
} from './fixtures';

/** The definition as AWS gets it, with the names of references in angle brackets. */
function definitionText(template: Template): string {
  const { DefinitionString } = onlyResource(template, 'AWS::StepFunctions::StateMachine').Properties;
  if (typeof DefinitionString === 'string') return DefinitionString;
  const joined = DefinitionString as { 'Fn::Join': [string, (string | { Ref: string })[]] };
  return joined['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join('');
}

describe('an action', () => {
  const template = workflowTemplate();

  it('is a function on Node 24 and arm64', () => {
    const { Properties } = onlyResource(template, 'AWS::Lambda::Function', 'availability');
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 256,
      LoggingConfig: { LogFormat: 'JSON' },
      Description: 'rotate-leads: availability',
    });
  });

  it('has no longer time limit than Lambda takes', () => {
    const actions = [compiledAction('slow', { timeoutSeconds: 900 })];
    const changed = workflowTemplate({ workflows: [compiledWorkflow({ actions })] });
    expect(onlyResource(changed, 'AWS::Lambda::Function').Properties.Timeout).toBe(900);
  });

  it("has the step's time limit and a second more, in which the wrapper reports", () => {
    const actions = [compiledAction('slow', { timeoutSeconds: 300, memory: 1024 })];
    const changed = workflowTemplate({ workflows: [compiledWorkflow({ actions })] });
    expect(onlyResource(changed, 'AWS::Lambda::Function').Properties).toMatchObject({
      Timeout: 301,
      MemorySize: 1024,
    });
  });

  it('has nothing in its environment but the stage, and no secret', () => {
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::Lambda::Function'))) {
      expect(Properties.Environment).toEqual({ Variables: { CODED_ACTIONS_STAGE: 'dev' } });
    }
  });

  it('reads exactly the secrets that its step declares', () => {
    const secretsOf = (step: string) =>
      [
        ...JSON.stringify(onlyResource(template, 'AWS::IAM::Role', `${step}Role`)).matchAll(
          /:secret:coded-actions\/dev\/([A-Z_]+)-\?{6}"/g,
        ),
      ].map(([, name]) => name);
    expect(secretsOf('availability')).toEqual(['CALENDAR_API_KEY']);
    expect(secretsOf('tell')).toEqual(['CALENDAR_API_KEY', 'CRM_TOKEN']);
    expect(JSON.stringify(onlyResource(template, 'AWS::IAM::Role', 'assignRole'))).not.toContain('secret');
  });

  it('shares its role and its log group with no other', () => {
    const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function'));
    const distinct = (values: unknown[]) => new Set(values.map((value) => JSON.stringify(value))).size;
    expect(distinct(functions.map(({ Properties }) => Properties.Role))).toBe(3);
    expect(distinct(functions.map(({ Properties }) => Properties.LoggingConfig))).toBe(3);
  });

  it('keeps its logs for 90 days, as HubSpot does', () => {
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::Logs::LogGroup'))) {
      expect(Properties.RetentionInDays).toBe(90);
    }
  });

  it('is tagged with stage, workflow and step, so that it is found when it stands in no stack', () => {
    const tags = [
      { Key: 'coded-actions:stage', Value: 'dev' },
      { Key: 'coded-actions:step', Value: 'tell' },
      { Key: 'coded-actions:workflow', Value: 'rotate-leads' },
    ];
    for (const type of ['AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::IAM::Role']) {
      expect(onlyResource(template, type, 'tell').Properties.Tags).toEqual(tags);
    }
  });

  it("tells HubSpot's code the id of the account where one is given", () => {
    const app = temporaryApp();
    const { runtime } = stacksIn(app, { workflows: [] });
    const workflow = compiledWorkflow({ actions: [compiledAction('hello')] });
    const bundles = new Map([['hello', bundle('// hello')]]);
    new WorkflowStack(app, { stage: 'dev', workflow, bundles, runtime, portalId: 62515 });
    const given = onlyResource(stackTemplate(templatesOf(app), 'rotate-leads'), 'AWS::Lambda::Function');
    expect(given.Properties.Environment).toEqual({
      Variables: { CODED_ACTIONS_STAGE: 'dev', CODED_ACTIONS_PORTAL_ID: '62515' },
    });
  });
});

describe('the state machine', () => {
  const template = workflowTemplate();
  const { Properties, DependsOn } = onlyResource(template, 'AWS::StepFunctions::StateMachine');

  it('has the name that people look for', () => {
    expect(Properties.StateMachineName).toBe('coded-actions-dev-rotate-leads');
  });

  it('calls actions by version, and table and bus by name', () => {
    const version = logicalId(template, 'AWS::Lambda::Version', 'availability');
    expect(JSON.parse(definitionText(template)).States).toMatchObject({
      Load: { Arguments: { TableName: 'coded-actions-dev-records' } },
      availability: { Arguments: { FunctionName: `<${version}>` } },
      Announce: { Arguments: { Entries: [{ EventBusName: 'coded-actions-dev-events' }] } },
    });
  });

  it('logs every event but no data, and traces', () => {
    expect(Properties).toMatchObject({
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  });

  it('logs under /aws/vendedlogs/states/, by a name that a later stack does not find taken', () => {
    const { LogGroupName } = onlyResource(template, 'AWS::Logs::LogGroup', 'statemachine').Properties;
    expect(JSON.stringify(LogGroupName)).toContain('/aws/vendedlogs/states/coded-actions-dev-rotate-leads-');
    expect(JSON.stringify(LogGroupName)).toContain('{"Ref":"AWS::StackId"}');
  });

  it('is created after everything else', () => {
    const machine = logicalId(template, 'AWS::StepFunctions::StateMachine');
    const reached = reachableFrom(template, machine);
    expect(Object.keys(template.Resources).filter((id) => !reached.has(id))).toEqual([]);
    expect(DependsOn).toContain(logicalId(template, 'AWS::Events::Rule'));
  });

  it.each([
    'Hello ${first_name}',
    '${Token[TOKEN.1]} and #{Token[TOKEN.2]}',
    '{{resolve:secretsmanager:coded-actions/dev/CRM_TOKEN}}',
    '<Ref> ${AWS::StackName} "quoted" \\ back-slashed \u2028 你好 😀',
  ])('gives a text of the author to AWS as it is: %s', (text) => {
    const changed = workflowTemplate({ workflows: [withComment(text)] });
    expect(JSON.parse(definitionText(changed)).Comment).toBe(text);
    for (const unsafe of ['${', '#{', '{{resolve:']) {
      expect(definitionText(changed)).not.toContain(unsafe);
    }
  });

  it.each<[string, Partial<CompiledWorkflow>]>([
    ['title', { title: '{{resolve:secretsmanager:a}}' }],
    ['title of a step', { actions: [compiledAction('a', { title: 'Greet ${name}' })] }],
    ['trigger', { eventPatterns: [{ detail: { plan: ['#{x}'] } }] }],
  ])('is not made of a workflow whose %s CloudFormation would take for its own', (_, changes) => {
    expect(() => workflowTemplate({ workflows: [compiledWorkflow(changes)] })).toThrow(/must not hold/);
  });

  it('refuses to be made for an action that has no bundle', () => {
    const app = temporaryApp();
    const { runtime } = stacksIn(app, { workflows: [] });
    const make = () =>
      new WorkflowStack(app, { stage: 'dev', workflow: compiledWorkflow(), bundles: new Map(), runtime });
    expect(make).toThrow('rotate-leads/availability has no bundle');
  });
});

describe('a trigger', () => {
  it('is a rule on the bus of the stage that starts the machine', () => {
    const template = workflowTemplate();
    const { Properties } = onlyResource(template, 'AWS::Events::Rule');
    expect(Properties).toMatchObject({
      EventBusName: 'coded-actions-dev-events',
      State: 'ENABLED',
      EventPattern: { 'detail-type': ['record.created'], detail: { objectType: ['contact'] } },
      Targets: [{ RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } }],
    });
    const target = JSON.stringify(Properties.Targets);
    expect(target).toContain('":stateMachine:coded-actions-dev-rotate-leads"');
    expect(target).toContain('":coded-actions-dev-dead-letters"');
  });

  it('is a rule each, in the order of the file', () => {
    const eventPatterns = [{ 'detail-type': ['a'] }, { 'detail-type': ['b'] }];
    const template = workflowTemplate({ workflows: [compiledWorkflow({ eventPatterns })] });
    const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule'));
    expect(rules.map(({ Properties }) => Properties.EventPattern)).toEqual(eventPatterns);
  });

  it('may be missing: the workflow is then started by hand', () => {
    const template = workflowTemplate({ workflows: [compiledWorkflow({ eventPatterns: [] })] });
    expect(resourcesOf(template, 'AWS::Events::Rule')).toEqual({});
    expect(Object.values(resourcesOf(template, 'AWS::StepFunctions::StateMachine'))).toHaveLength(1);
  });
});

describe('the stack', () => {
  it('refers to no other stack and depends on the runtime only: an export would lock the stack that it comes from', () => {
    const app = temporaryApp();
    stacksIn(app, { workflows: [compiledWorkflow(), compiledWorkflow({ name: 'follow-up' })] });
    const { stacks } = app.synth();
    for (const { template } of stacks) {
      expect(template.Outputs).toBeUndefined();
      expect(JSON.stringify(template)).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
    }
    const dependencies = stacks.map(({ id, dependencies }) => [
      id,
      dependencies.flatMap((dependency) => ('stackName' in dependency ? [dependency.id] : [])),
    ]);
    expect(Object.fromEntries(dependencies)).toEqual({
      runtime: [],
      'rotate-leads': ['runtime'],
      'follow-up': ['runtime'],
    });
  });

  it('is deployed by the name of the workflow, and named after its stage', () => {
    const app = temporaryApp();
    stacksIn(app, { stage: 'prod' });
    expect(app.synth().stacks.map(({ id, stackName }) => [id, stackName])).toEqual([
      ['runtime', 'coded-actions-prod-runtime'],
      ['rotate-leads', 'coded-actions-prod-rotate-leads'],
    ]);
  });

  it('is written with the same bytes whatever feature flags the app has set', () => {
    const bare = synthesize({}, temporaryApp());
    const flagged = synthesize({}, temporaryApp({ context: flags }));
    expect(JSON.stringify(flagged)).toBe(JSON.stringify(bare));
  });

  it('holds five resources for a step at most, and eight for the rest', () => {
    const actions = Array.from({ length: 20 }, (_, index) => compiledAction(`step${index}`));
    const template = workflowTemplate({ workflows: [compiledWorkflow({ actions })] });
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(20 * 5 + 8);
  });
});

/** What an execution of the first version can reach is in the second, or kept by its policies. */
describe('a second version', () => {
  const first = workflowTemplate();

  const onlyNewRoles = (second: Template) =>
    Object.keys(resourcesOf(second, 'AWS::IAM::Role')).filter((id) => !(id in first.Resources));

  it('of the same workflow is the same template', () => {
    expect(JSON.stringify(workflowTemplate())).toBe(JSON.stringify(first));
  });

  it('with other code is a new version of the same function, in the same roles', () => {
    const second = workflowTemplate({ sources: { assign: 'other code' } });
    expect(logicalId(second, 'AWS::Lambda::Function', 'assign')).toBe(
      logicalId(first, 'AWS::Lambda::Function', 'assign'),
    );
    expect(versions(second).filter((id) => !(id in first.Resources))).toEqual([
      expect.stringMatching(/^assignVersion/),
    ]);
    expect(onlyNewRoles(second)).toEqual([]);
  });

  it('with a title changed publishes a version too, since Lambda takes the description for part of it', () => {
    const actions = compiledWorkflow().actions.map((action) =>
      action.step === 'assign' ? { ...action, title: 'Hand the lead over' } : action,
    );
    const second = workflowTemplate({ workflows: [compiledWorkflow({ actions })] });
    expect(versions(second).filter((id) => !(id in first.Resources))).toHaveLength(1);
  });

  it('with a secret more is a new role and a new version beside the old ones', () => {
    const actions = compiledWorkflow().actions.map((action) =>
      action.step === 'assign' ? compiledAction('assign', { secrets: ['CRM_TOKEN'] }) : action,
    );
    const second = workflowTemplate({ workflows: [compiledWorkflow({ actions })] });
    expect(onlyNewRoles(second)).toEqual([expect.stringMatching(/^assignRole/)]);
    expect(versions(second).filter((id) => !(id in first.Resources))).toHaveLength(1);
  });

  it('with a step removed has a new role for the machine, and leaves the old one and the step in place', () => {
    const actions = compiledWorkflow().actions.filter(({ step }) => step !== 'tell');
    const second = workflowTemplate({ workflows: [compiledWorkflow({ actions })] });
    expect(onlyNewRoles(second)).toEqual([expect.stringMatching(/^statemachineRole/)]);
    expect(gone(first, second).map(([id]) => id.replace(/[0-9A-F]{8}.*$/, ''))).toEqual([
      'tellLogs',
      'tellRole',
      'tellFunction',
      'tellVersion',
      'statemachineRole',
    ]);
  });

  it('with its steps in another order leaves roles and versions alone', () => {
    const actions = [...compiledWorkflow().actions].reverse();
    const second = workflowTemplate({ workflows: [compiledWorkflow({ actions })] });
    expect(Object.keys(second.Resources).sort()).toEqual(Object.keys(first.Resources).sort());
  });

  it('with another event leaves roles, functions and versions alone', () => {
    const eventPatterns = [{ 'detail-type': ['record.updated'] }];
    const second = workflowTemplate({ workflows: [compiledWorkflow({ eventPatterns })] });
    expect(Object.keys(second.Resources)).toEqual(Object.keys(first.Resources));
  });

  it.each<[string, Partial<CompiledWorkflow>, Record<string, string>]>([
    ['other code', {}, { availability: 'a', assign: 'b', tell: 'c' }],
    ['no step left', { actions: [] }, {}],
    ['other secrets', { actions: [compiledAction('tell', { secrets: ['OTHER'] })] }, {}],
    ['fewer grants', { grants: [] }, {}],
    ['other triggers', { eventPatterns: [] }, {}],
  ])(
    'with %s deletes nothing that an execution can reach, and edits no policy in place',
    (_, changes, sources) => {
      const second = workflowTemplate({ workflows: [compiledWorkflow(changes)], sources });
      for (const [id, resource] of gone(first, second)) {
        if (resource.Type === 'AWS::Events::Rule') continue;
        expect([id, resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual([
          id,
          'RetainExceptOnCreate',
          'Retain',
        ]);
      }
      for (const [id, before] of Object.entries(resourcesOf(first, 'AWS::IAM::Role'))) {
        const after = second.Resources[id];
        if (after !== undefined) expect(after.Properties.Policies).toEqual(before.Properties.Policies);
      }
    },
  );
});

it('retains functions, versions, log groups and roles, and gives none of them a fixed name', () => {
  const template = workflowTemplate();
  const retained = Object.entries(template.Resources).filter(
    ([, { DeletionPolicy }]) => DeletionPolicy === 'RetainExceptOnCreate',
  );
  const count = (type: string) => retained.filter(([, resource]) => resource.Type === type).length;
  expect(count('AWS::Lambda::Function')).toBe(3);
  expect(count('AWS::Lambda::Version')).toBe(3);
  expect(count('AWS::Logs::LogGroup')).toBe(4);
  expect(count('AWS::IAM::Role')).toBe(4);
  for (const [id, { Properties }] of retained) {
    const name = Properties.FunctionName ?? Properties.RoleName ?? Properties.LogGroupName;
    if (typeof name === 'string') throw new Error(`${id} has the fixed name ${name}.`);
  }
});

function withComment(text: string): CompiledWorkflow {
  const workflow = compiledWorkflow();
  return { ...workflow, definition: { ...workflow.definition, Comment: text } };
}

function versions(template: Template): string[] {
  return Object.keys(resourcesOf(template, 'AWS::Lambda::Version'));
}

function gone(first: Template, second: Template): [string, Resource][] {
  return Object.entries(first.Resources).filter(([id]) => !(id in second.Resources));
}

/** All that CloudFormation creates before a resource: what it refers to and depends on, and so on. */
function reachableFrom(template: Template, start: string, seen = new Set<string>()): Set<string> {
  if (seen.has(start)) return seen;
  seen.add(start);
  const text = JSON.stringify(template.Resources[start]);
  for (const id of Object.keys(template.Resources)) {
    if (text.includes(`"${id}"`)) reachableFrom(template, id, seen);
  }
  return seen;
}
