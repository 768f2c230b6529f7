/** Compiles workflows to state machines. Pure: plain data in, plain data out. */
export { AccountName, type AccountNameKind } from './account-name';
export { checkDefinition } from './check-definition';
export { compileWorkflow } from './compile-workflow';
export type {
  CompiledAction,
  CompiledWorkflow,
  DefinitionValue,
  EventPattern,
  Grant,
  StateMachineDefinition,
} from './compiled-workflow';
export type { DefinitionProblem } from './definition-problem';
export { serializeDefinition } from './serialize-definition';
export { parseStepComment, type StepOfState, stepComment } from './state-comment';
