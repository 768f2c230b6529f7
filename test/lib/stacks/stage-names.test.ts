import { stageNames, workflowResourceName } from '../../../lib/stacks/stage-names';
import { workflowName } from '../../../lib/workflow/names';

const longestStage = 'a'.repeat(10);
const longestWorkflow = 'w'.repeat(40);

// "Step Functions service quotas", "SQS quotas", "EventBridge quotas", "CloudFormation quotas", "DynamoDB quotas".
it.each([
  ['a state machine', workflowResourceName(longestStage, longestWorkflow), 80],
  ['a stack', workflowResourceName(longestStage, longestWorkflow), 128],
  ['a queue', stageNames(longestStage).deadLetterQueue, 80],
  ['a bus', stageNames(longestStage).bus, 256],
  ['a table', stageNames(longestStage).table, 255],
])('the longest name of %s is short enough', (_, name, limit) => {
  expect(name.length).toBeLessThanOrEqual(limit);
});

it('no longer name of a workflow is taken', () => {
  expect(workflowName.safeParse(longestWorkflow).success).toBe(true);
  expect(workflowName.safeParse(`${longestWorkflow}w`).success).toBe(false);
});

it('the names of one stage never begin with those of another', () => {
  const prefixes = ['dev', 'dev2', 'd'].map((stage) => stageNames(stage).stateMachinePrefix);
  for (const prefix of prefixes) {
    expect(prefixes.filter((other) => other.startsWith(prefix))).toEqual([prefix]);
  }
});
