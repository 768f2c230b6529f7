import { Aspects, Stack } from 'aws-cdk-lib';
import { CfnRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { InlineRole, type InlineRoleProps } from '../../../lib/stacks/inline-role';
import {
  logicalId,
  onlyResource,
  resourcesOf,
  stacksIn,
  stackTemplate,
  type Template,
  templatesOf,
  temporaryApp,
} from './fixtures';

const base: InlineRoleProps = {
  stage: 'dev',
  service: 'lambda.amazonaws.com',
  description: 'Acts for a test.',
  statements: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:::a'] })],
  retained: true,
};

function roleIn(changes: Partial<InlineRoleProps> = {}, touch: (stack: Stack) => void = () => {}): Template {
  const app = temporaryApp();
  const stack = new Stack(app, 'stack');
  new InlineRole(stack, 'Role', { ...base, ...changes });
  touch(stack);
  return stackTemplate(templatesOf(app), 'stack');
}

const idOf = (template: Template) => logicalId(template, 'AWS::IAM::Role');

/** An aspect that touches every role, as a platform team's may. */
function eachRole(touch: (role: CfnRole) => void): (stack: Stack) => void {
  return (stack) =>
    Aspects.of(stack).add({ visit: (node: IConstruct) => void (node instanceof CfnRole && touch(node)) });
}

describe('a retained role', () => {
  it('has the same logical id as long as it says the same', () => {
    expect(idOf(roleIn())).toBe(idOf(roleIn()));
  });

  it('has another when its policy is another', () => {
    const statements = [
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:::b'] }),
    ];
    expect(idOf(roleIn({ statements }))).not.toBe(idOf(roleIn()));
  });

  it.each<[string, (role: CfnRole) => void]>([
    [
      'a permissions boundary',
      (role) => role.addPropertyOverride('PermissionsBoundary', 'arn:aws:iam::1:policy/b'),
    ],
    [
      'a managed policy',
      (role) => role.addPropertyOverride('ManagedPolicyArns', ['arn:aws:iam::1:policy/c']),
    ],
    ['another inline policy', (role) => role.addPropertyDeletionOverride('Policies')],
  ])('has another when an aspect gives it %s', (_, touch) => {
    expect(idOf(roleIn({}, eachRole(touch)))).not.toBe(idOf(roleIn()));
  });

  it('keeps its logical id when it is only tagged', () => {
    const tagged = roleIn(
      {},
      eachRole((role) => role.tags.setTag('cost-center', '42')),
    );
    expect(onlyResource(tagged, 'AWS::IAM::Role').Properties.Tags).toEqual([
      { Key: 'cost-center', Value: '42' },
    ]);
    expect(idOf(tagged)).toBe(idOf(roleIn()));
  });

  it('stays when it is replaced or removed, but not when it was just created and is rolled back', () => {
    expect(onlyResource(roleIn(), 'AWS::IAM::Role')).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('is what others refer to, by the logical id that it really has', () => {
    const app = temporaryApp();
    const stack = new Stack(app, 'stack');
    const role = new InlineRole(stack, 'Role', base);
    new Topic(stack, 'Topic', { displayName: role.reference.roleArn });
    const template = stackTemplate(templatesOf(app), 'stack');
    expect(onlyResource(template, 'AWS::SNS::Topic').Properties.DisplayName).toEqual({
      'Fn::GetAtt': [idOf(template), 'Arn'],
    });
  });
});

describe('a role that no execution can reach', () => {
  it('is changed in place and goes with its stack', () => {
    const other = [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:::b'] })];
    const template = roleIn({ retained: false });
    expect(idOf(roleIn({ retained: false, statements: other }))).toBe(idOf(template));
    expect(onlyResource(template, 'AWS::IAM::Role').DeletionPolicy).toBeUndefined();
  });
});

describe('any role', () => {
  it('can be granted nothing by those who use it', () => {
    const app = temporaryApp();
    const stack = new Stack(app, 'stack');
    const role = new InlineRole(stack, 'Role', base);
    new Topic(stack, 'Topic').grantPublish(role.reference);
    expect(resourcesOf(stackTemplate(templatesOf(app), 'stack'), 'AWS::IAM::Policy')).toEqual({});
  });

  it('stands under the path of its stage', () => {
    expect(onlyResource(roleIn({ stage: 'prod' }), 'AWS::IAM::Role').Properties.Path).toBe(
      '/coded-actions/prod/',
    );
  });

  it('trusts Step Functions and EventBridge on behalf of this account only', () => {
    const trust = (service: InlineRoleProps['service']) =>
      JSON.stringify(onlyResource(roleIn({ service }), 'AWS::IAM::Role').Properties.AssumeRolePolicyDocument);
    expect(trust('states.amazonaws.com')).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
    expect(trust('events.amazonaws.com')).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
    expect(trust('lambda.amazonaws.com')).not.toContain('Condition');
  });
});

it('an aspect that changes a function makes a new version of it', () => {
  const templateWith = (touch: (handler: LambdaFunction) => void) => {
    const app = temporaryApp();
    stacksIn(app);
    Aspects.of(app).add({
      visit: (node: IConstruct) => void (node instanceof LambdaFunction && touch(node)),
    });
    return stackTemplate(templatesOf(app), 'rotate-leads');
  };
  const plain = templateWith(() => {});
  const changed = templateWith((handler) => handler.addEnvironment('LOG_LEVEL', 'debug'));
  const versionOf = (template: Template) => logicalId(template, 'AWS::Lambda::Version', 'assign');
  expect(versionOf(changed)).not.toBe(versionOf(plain));
  expect(JSON.stringify(onlyResource(changed, 'AWS::StepFunctions::StateMachine'))).toContain(
    versionOf(changed),
  );
});
