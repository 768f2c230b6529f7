import type { StepGraph } from '../graph/step-graph';
import type { Problem } from '../problem';
import type { JsonValue } from '../values';

/**
 * "Rules: maximum number of rules an account can have per event bus. Adjustable" ("Amazon EventBridge quotas"); in
 * af-south-1 and eu-south-1 it is 100.
 */
const usualRules = 300;
/** The stage's own rule on its bus, which hears of pauses that are completed. */
const ownRules = 1;
/** "Rules containing wildcards: 30 rules per event bus. This quota cannot be adjusted" (the same page). */
const wildcardRules = 30;

/** What the triggers of all workflows together ask of the event bus, on which each is a rule. */
export function ruleQuotaProblems(graphs: readonly StepGraph[]): readonly Problem[] {
  const triggers = graphs.flatMap((graph) =>
    graph.workflow.enrollment.triggers.map((trigger, index) => ({
      trigger,
      location: () => graph.locate(['enrollment', 'triggers', index]),
    })),
  );
  const withWildcards = triggers.filter(({ trigger }) => hasWildcard(trigger.filter ?? {}));
  const [firstTooMany] = triggers.slice(usualRules - ownRules);
  const [firstWildcardTooMany] = withWildcards.slice(wildcardRules);
  const problems: Problem[] = [];
  if (firstTooMany !== undefined) {
    problems.push({
      severity: 'warning',
      code: 'many-triggers',
      location: firstTooMany.location(),
      message: `The workflows have ${triggers.length} triggers, each of them a rule, and the stage has one of its own; an event bus takes ${usualRules}, unless you had the quota raised.`,
      remedy: 'Have the quota "Rules" of EventBridge raised in Service Quotas before you deploy.',
    });
  }
  if (firstWildcardTooMany !== undefined) {
    problems.push({
      severity: 'error',
      code: 'many-wildcards',
      location: firstWildcardTooMany.location(),
      message: `The workflows have ${withWildcards.length} triggers with a \`wildcard\`; an event bus takes ${wildcardRules} such rules, and that cannot be raised.`,
      remedy: 'Write `prefix`, `suffix` or `anything-but` instead, or filter by `where`.',
    });
  }
  return problems;
}

function hasWildcard(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, entry]) => (key === 'wildcard' && typeof entry === 'string') || hasWildcard(entry),
  );
}
