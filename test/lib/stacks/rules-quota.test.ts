import { Stack } from 'aws-cdk-lib';
import { rulesPerBus, warnOfRules } from '../../../lib/stacks/rules-quota';
import { temporaryApp } from './fixtures';

/** "Amazon EventBridge quotas", rules per event bus: 300 by default. */
it.each([
  [rulesPerBus - 1, 0],
  [rulesPerBus, 1],
])('%i triggers and the rule of the runtime give %i warnings', (rules, expected) => {
  const stack = new Stack(temporaryApp(), 'runtime');
  warnOfRules(stack, rules);
  const warnings = stack.node.metadata.filter(({ type }) => type === 'aws:cdk:warning');
  expect(warnings).toHaveLength(expected);
  for (const { data } of warnings) expect(data).toContain(`${rules} triggers`);
});
