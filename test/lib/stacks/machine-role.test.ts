import { compiledAction, compiledWorkflow, resourcesOf, type Template, workflowTemplate } from './fixtures';

/** A policy as long as it can get: every token by the longest value that it can have. */
function longestLength(policyDocument: unknown): number {
  const text = JSON.stringify(policyDocument, (_, value) => {
    if (value?.['Fn::GetAtt'] !== undefined)
      return 'x'.repeat('arn:aws-us-gov:lambda:us-gov-east-1:123456789012:function:'.length + 64);
    if (value?.Ref !== undefined) return 'x'.repeat('us-gov-east-1'.length);
    if (value?.['Fn::Join'] !== undefined) return value['Fn::Join'][1].map(String);
    return value;
  });
  return text.length;
}

function machineOf(count: number): { template: Template; inline: unknown; managed: unknown[] } {
  const actions = Array.from({ length: count }, (_, index) => compiledAction(`step${index}`));
  const template = workflowTemplate({ workflows: [compiledWorkflow({ actions })] });
  const [role] = Object.entries(resourcesOf(template, 'AWS::IAM::Role'))
    .filter(([id]) => id.startsWith('statemachineRole'))
    .map(([, resource]) => resource);
  return {
    template,
    inline: role?.Properties.Policies,
    managed: Object.values(resourcesOf(template, 'AWS::IAM::ManagedPolicy')).map(
      ({ Properties }) => Properties.PolicyDocument,
    ),
  };
}

describe('the role of a state machine', () => {
  it('may invoke every version of each of its functions, and no other', () => {
    const { template, inline } = machineOf(3);
    const functions = Object.keys(resourcesOf(template, 'AWS::Lambda::Function'));
    const granted = JSON.stringify(inline);
    for (const id of functions) {
      expect(granted).toContain(`{"Fn::Join":["",[{"Fn::GetAtt":["${id}","Arn"]},":*"]]}`);
    }
    expect(granted.match(/"Fn::GetAtt"/g)).toHaveLength(functions.length);
  });

  it('needs no managed policy for sixty actions', () => {
    expect(machineOf(60).managed).toEqual([]);
  });

  // "IAM and AWS STS quotas": 10,240 characters of inline policy a role, 6,144 a managed policy, white space apart.
  it('stays under the quotas of IAM with a hundred actions', () => {
    const { inline, managed } = machineOf(100);
    expect(longestLength(inline)).toBeLessThan(10_240);
    expect(managed.map(longestLength).every((length) => length < 6144)).toBe(true);
    expect(managed).toHaveLength(1);
  });

  it('is another when only functions in its managed policy changed, and both policies stay', () => {
    const before = machineOf(70).template;
    const after = machineOf(71).template;
    for (const type of ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Role']) {
      const ids = (template: Template) =>
        Object.keys(resourcesOf(template, type)).filter((id) => id.startsWith('statemachineRole'));
      expect(ids(before)).toHaveLength(1);
      expect(ids(after)).not.toEqual(ids(before));
    }
    for (const { DeletionPolicy } of Object.values(resourcesOf(before, 'AWS::IAM::ManagedPolicy'))) {
      expect(DeletionPolicy).toBe('RetainExceptOnCreate');
    }
  });
});
