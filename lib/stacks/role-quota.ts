import type { CompiledWorkflow } from '../compiler/compiled-workflow';
import type { StepGraph } from '../workflow/graph/step-graph';
import type { Problem } from '../workflow/problem';

/** "Roles in an AWS account: 1,000; maximum 5,000" ("IAM and AWS STS quotas"). */
const usualRoles = 1000;

/** Those of `run-status`, `sweep` and `complete-callback`. */
const rolesOfStage = 3;

/** Besides one for each action: the state machine's, and that of the rules that start it. */
const rolesOfWorkflow = 2;

/**
 * What all workflows of a stage together ask of the account's IAM roles. A deploy that meets the quota fails in the middle,
 * at whichever workflow is one too many.
 */
export function roleQuotaProblems(
  workflows: readonly { readonly graph: StepGraph; readonly compiled: CompiledWorkflow }[],
): readonly Problem[] {
  let roles = rolesOfStage;
  let firstTooMany: StepGraph | undefined;
  for (const { graph, compiled } of workflows) {
    roles += compiled.actions.length + rolesOfWorkflow;
    if (roles > usualRoles) firstTooMany ??= graph;
  }
  if (firstTooMany === undefined) return [];
  return [
    {
      severity: 'warning',
      code: 'many-roles',
      location: firstTooMany.locate(['name']),
      message: `The stage makes ${roles} IAM roles, one for each action and two a workflow; an account takes ${usualRoles} of all stages and regions together, unless you had the quota raised.`,
      remedy: 'Have the quota "Roles per account" of IAM raised in Service Quotas before you deploy.',
    },
  ];
}
