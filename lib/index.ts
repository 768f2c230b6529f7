/**
 * What a project that depends on this package imports: `addCodedActions` in its `bin/app.ts`, and `action` with its
 * errors in its actions. An action is bundled with what it imports alone, so the CDK comes with none of them.
 */
export {
  type Action,
  type ActionContext,
  type ActionLogger,
  type ActionRecord,
  action,
  NonRetryableError,
  RetryAfterError,
  RetryableError,
} from './action';
export { CodedActionsError } from './coded-actions-error';
export {
  addCodedActions,
  type CodedActionsOptions,
  type CodedActionsStacks,
} from './stacks/add-coded-actions';
export { InvalidStageError } from './stacks/invalid-stage-error';
export { reportProblems } from './stacks/report-problems';
export { RuntimeStack, type RuntimeStackProps } from './stacks/runtime-stack';
export { type StageNames, stageNames, workflowResourceName } from './stacks/stage-names';
export { TemplateTooLargeError } from './stacks/template-too-large-error';
export { WorkflowProblemsError } from './stacks/workflow-problems-error';
export { WorkflowStack, type WorkflowStackProps } from './stacks/workflow-stack';
export type { Problem, SourceLocation } from './workflow/problem';
