/**
 * An interpreter of the Amazon States Language. It knows nothing of the rest of the project: definitions, a clock and
 * the services behind tasks are handed to it.
 */
export { type Clock, RealClock, VirtualClock } from './clock';
export type { QueryLanguage } from './data-flow';
export { DefinitionError } from './definition-error';
export { Execution, type ExecutionOptions, execute, type Outcome } from './execution';
export {
  compileExpression,
  EvaluationError,
  type Expression,
  ExpressionSyntaxError,
  evaluate,
  UnsupportedResultError,
} from './expression';
export type { EventDetails, HistoryEvent } from './history';
export {
  type IntegrationCall,
  IntegrationError,
  type IntegrationPattern,
  type Integrations,
  parseResource,
  type TaskResource,
} from './integration';
export type { Json, JsonObject } from './json';
export { ADDED_FUNCTIONS, REMOVED_FUNCTIONS } from './jsonata/functions';
export { type Random, seededRandom } from './jsonata/random';
export { MAXIMUM_EXECUTION_TIME } from './lifetime';
export { Pace } from './pace';
export { StateMachine } from './state-machine';
export { TaskTokenError, TaskTokens } from './task-tokens';
