import { Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import { rulesPerBus, warnOfRules } from '../../../lib/stacks/rules-quota';
import { temporaryApp } from './fixtures';

/** "Amazon EventBridge quotas", rules per event bus: 300 by default. */
it.each([
  [rulesPerBus - 1, 0],
  [rulesPerBus, 1],
])('%i triggers and the rule of the runtime give %i warnings', (rules, expected) => {
  const stack = new Stack(temporaryApp(), 'runtime');
  warnOfRules(stack, rules);
  const warnings = Annotations.fromStack(stack).findWarning('*', '*');
  expect(warnings).toHaveLength(expected);
  for (const { entry } of warnings) expect(entry.data).toContain(`${rules} triggers`);
});
