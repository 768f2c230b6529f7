import { holdingsOf } from '../../../lib/deployed/holdings';

it('sorts what stacks hold by kind, and leaves out what deploys do not retain', () => {
  const of = (type: string, physicalId: string) => ({ stack: 'leads', type, physicalId });

  const held = holdingsOf([
    of('AWS::Lambda::Function', 'ask'),
    of('AWS::Lambda::Version', 'arn:ask:3'),
    of('AWS::IAM::Role', 'ask-role'),
    of('AWS::IAM::ManagedPolicy', 'arn:policy'),
    of('AWS::Logs::LogGroup', 'ask-logs'),
    of('AWS::Events::Rule', 'bus|rule'),
    of('toString', 'rule'),
  ]);

  expect(held).toEqual({
    functions: new Map([['ask', 'leads']]),
    versions: new Map([['arn:ask:3', 'leads']]),
    roles: new Map([['ask-role', 'leads']]),
    policies: new Map([['arn:policy', 'leads']]),
    logGroups: new Map([['ask-logs', 'leads']]),
  });
});
