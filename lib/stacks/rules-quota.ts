import { Annotations, type Stack } from 'aws-cdk-lib';

/**
 * "Amazon EventBridge quotas": a bus has 300 rules, in af-south-1 and eu-south-1 100, until AWS is asked for more. Who
 * has been given more acknowledges the warning.
 */
export const rulesPerBus = 300;

/**
 * Warns when the triggers of a stage are more rules than its bus takes by default: a deploy would fail half-way, with
 * some of the workflows deployed and others not.
 *
 * @param runtime the stack that has the bus
 * @param rules how many rules the workflows make on it, one for each trigger
 */
export function warnOfRules(runtime: Stack, rules: number): void {
  // The runtime has one of its own: events that complete pauses.
  const all = rules + 1;
  if (all <= rulesPerBus) return;
  Annotations.of(runtime).addWarningV2(
    'coded-actions:rules-per-bus',
    `The workflows have ${rules} triggers, a rule each, and the stage one more: an event bus takes ${rulesPerBus} unless AWS has raised it for your account ("Rules" of EventBridge in the Service Quotas console). Ask for more before you deploy, or merge triggers.`,
  );
}
