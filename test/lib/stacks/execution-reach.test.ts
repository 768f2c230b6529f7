import { executionReach, machinesOf } from '../../../lib/stacks/execution-reach';
import { compiledAction, compiledWorkflow, workflowTemplate } from './fixtures';

const template = workflowTemplate();
const types = (ids: Iterable<string>) => [...ids].map((id) => template.Resources[id]?.Type).sort();

describe('what an execution can reach', () => {
  it('is its machine, what it calls, the roles of both, and their logs', () => {
    expect(types(executionReach(template))).toEqual([
      ...Array(4).fill('AWS::IAM::Role'),
      ...Array(3).fill('AWS::Lambda::Function'),
      ...Array(3).fill('AWS::Lambda::Version'),
      ...Array(4).fill('AWS::Logs::LogGroup'),
      'AWS::StepFunctions::StateMachine',
    ]);
  });

  it('is not what starts executions', () => {
    const reach = executionReach(template);
    const rest = Object.keys(template.Resources).filter((id) => !reach.has(id));
    expect(types(rest)).toEqual(['AWS::Events::Rule', 'AWS::IAM::Role']);
  });

  it('holds the policies that a role has beside its own', () => {
    const actions = Array.from({ length: 70 }, (_, index) => compiledAction(`step${index}`));
    const large = workflowTemplate({ workflows: [compiledWorkflow({ actions })] });
    const reached = [...executionReach(large)].map((id) => large.Resources[id]?.Type);
    expect(reached).toContain('AWS::IAM::ManagedPolicy');
  });

  it('is nothing where there is no machine', () => {
    expect(executionReach({ Resources: { Role: { Type: 'AWS::IAM::Role' } } }).size).toBe(0);
  });

  it('is found through every way to refer', () => {
    const machine = {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: {
          'Fn::Sub': ['${Version} ${Inner.Arn} ${!Literal} ${AWS::Region}', { Own: { Ref: 'Mapped' } }],
        },
        LoggingConfiguration: { Destinations: [{ 'Fn::GetAtt': 'Logs.Arn' }] },
      },
    };
    const other = { Type: 'AWS::Other::Thing' };
    const resources = {
      Role: other,
      Version: other,
      Inner: other,
      Mapped: other,
      Logs: other,
      Literal: other,
    };
    const reached = executionReach({ Resources: { Machine: machine, ...resources } });
    expect([...reached].sort()).toEqual(['Inner', 'Logs', 'Machine', 'Mapped', 'Role', 'Version']);
  });
});

it('the machines of a template are found by their type', () => {
  expect(machinesOf(template).map((id) => template.Resources[id]?.Type)).toEqual([
    'AWS::StepFunctions::StateMachine',
  ]);
});
