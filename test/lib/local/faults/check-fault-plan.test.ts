import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFaultPlan } from '../../../../lib/local/faults/check-fault-plan';
import { faultAtEdge, faultPlan } from '../../../../lib/local/faults/fault-plan';
import { packageRoot } from '../../../../lib/package-root';

function fn(logicalId: string, workflow: string, step: string) {
  return {
    stack: workflow,
    logicalId,
    name: `x-${logicalId}`,
    arn: `arn:${logicalId}`,
    description: '',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    codeFolder: '/nowhere',
    environment: {},
    memorySize: 128,
    timeoutSeconds: 3,
    roleArn: 'arn:role',
    logGroup: 'logs',
    tags: { 'coded-actions:workflow': workflow, 'coded-actions:step': step },
  };
}
const resources = {
  functions: [
    fn('askFunction', 'rotate-leads', 'availability'),
    fn('greetFunction', 'follow-up', 'greeting'),
  ],
  rules: [
    { stack: 's', logicalId: 'Trigger1', name: 'r', arn: 'a', busName: 'b', enabled: true, targets: [] },
  ],
};
const check = (...faults: object[]) => checkFaultPlan(faultPlan.parse({ faults }), resources);
const page = () => readFileSync(join(packageRoot(), 'docs', 'faults.md'), 'utf8');

describe('a plan', () => {
  it.each<[object, string, string]>([
    [
      { at: 'function', what: 'died', workflow: 'rotate-lead' },
      'faults[0].workflow: there is no workflow rotate-lead.',
      'Did you mean rotate-leads?',
    ],
    [
      { at: 'function', what: 'died', step: 'availabilty' },
      'faults[0].step: there is no code step availabilty.',
      'Did you mean availability?',
    ],
    [
      { at: 'function', what: 'died', function: 'zzzzzzzz' },
      'faults[0].function: there is no function zzzzzzzz.',
      'There are: askFunction, greetFunction, x-askFunction, x-greetFunction.',
    ],
    [
      { at: 'function', what: 'died', workflow: 'follow-up', step: 'availability' },
      'faults[0]: no function is all that it says at once.',
      'Name the workflow of the step, or leave one of them out.',
    ],
    [
      { at: 'table', what: 'throttled', operation: 'UpdatItem' },
      'faults[0].operation: there is no operation of DynamoDB UpdatItem.',
      'Did you mean UpdateItem?',
    ],
    [
      { at: 'event', what: 'lost', rule: 'Triger1' },
      'faults[0].rule: there is no rule Triger1.',
      'Did you mean Trigger1?',
    ],
    [
      { at: 'event', what: 'lost', pattern: { source: 'x' } },
      'faults[0].pattern: EventBridge refuses this pattern:',
      'Write it as in a rule: {"detail-type": ["record.created"]}.',
    ],
  ])('%j is refused: it would never strike', (fault, message, remedy) => {
    expect(() => check(fault)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message), remedy }),
    );
  });

  it('that can strike is taken', () => {
    expect(() =>
      check(
        { at: 'function', what: 'died', workflow: 'rotate-leads', step: 'availability' },
        { at: 'function', what: 'throttled', function: 'greet' },
        { at: 'table', what: 'conflict' },
        { at: 'event', what: 'lost', rule: 'Trigger' },
        { at: 'secret', what: 'down', secret: 'ANY' },
      ),
    ).not.toThrow();
  });

  it('of docs/faults.md is one', () => {
    const [, written = ''] = /```json\n([\s\S]*?)```/.exec(page()) ?? [];
    const { faults } = faultPlan.parse(JSON.parse(written));
    expect(faults.map(({ at }) => at)).toEqual(['function', 'table', 'event', 'secret']);
    expect(() => checkFaultPlan({ faults }, resources)).not.toThrow();
  });

  it('has no key and no value that docs/faults.md leaves out', () => {
    const text = page();
    const { options } = faultAtEdge;
    const keys = options.flatMap((option) => Object.keys(option.shape));
    const values = options.flatMap((option) => [option.shape.at.value, ...option.shape.what.options]);
    expect([...new Set(keys)].filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
    expect([...new Set(values)].filter((value) => !text.includes(`"${value}"`))).toEqual([]);
  });
});
