import { checkIntegrations } from '../../../../lib/local/integrations/check-integrations';

function machineOf(definition: object) {
  return {
    stack: 'stack',
    logicalId: 'Machine',
    name: 'm',
    arn: 'arn:m',
    type: 'STANDARD' as const,
    roleArn: 'r',
    logs: false,
    traces: false,
    definition: { ...definition },
  };
}

const task = (Resource: string) => ({ Type: 'Task', Resource });
const lambda = task('arn:aws:states:::lambda:invoke');
const sns = task('arn:aws:states:::sns:publish');

describe('a machine is checked before anything runs', () => {
  it.each([
    ['at the top', { States: { A: lambda, B: sns } }],
    [
      'in a branch',
      { States: { P: { Type: 'Parallel', Branches: [{ States: { A: lambda } }, { States: { B: sns } }] } } },
    ],
    ['in an iteration', { States: { M: { Type: 'Map', ItemProcessor: { States: { B: sns } } } } }],
  ])('and refused for a task that cannot be carried out here, %s', (_, definition) => {
    expect(() => checkIntegrations(machineOf(definition))).toThrow(
      'stack/Machine: the local run does not support the task arn:aws:states:::sns:publish.',
    );
  });

  it('and taken where all its tasks can', () => {
    expect(() =>
      checkIntegrations(machineOf({ States: { A: lambda, W: { Type: 'Wait', Seconds: 1 } } })),
    ).not.toThrow();
  });

  it('and a state that is only named like a field is looked into', () => {
    expect(() => checkIntegrations(machineOf({ States: { Branches: sns } }))).toThrow(/sns:publish/);
  });
});
