import type { JsonataText } from '../expressions/jsonata-text';

/**
 * What expressions read of the context object ("Accessing execution data from the Context object in Step Functions").
 */
export const executionContext = {
  /** ARN of the execution. */
  arn: '$states.context.Execution.Id',
  name: '$states.context.Execution.Name',
  startedAt: '$states.context.Execution.StartTime',
  /** What the execution was started with: an event, or what a person typed. */
  input: '$states.context.Execution.Input',
  /** When the state was entered; the same on its retries. */
  enteredAt: '$states.context.State.EnteredTime',
  /** How often the state was retried since it was entered. */
  retryCount: '$states.context.State.RetryCount',
  /** What the task's waiting is ended by; in a task that waits for it. */
  taskToken: '$states.context.Task.Token',
  redriveCount: '$states.context.Execution.RedriveCount',
} as const satisfies Record<string, JsonataText>;

/**
 * The machine's own variables. Those of steps begin with `s_`, `e_` or `w_`, so that no id can be one of these. `record`,
 * `run` and `env` are the language's names too: authors cannot bind them.
 */
export const machineVariables = {
  /** The record's properties, as last read. */
  record: '$record',
  /** The run itself: `id`, `name`, `startTime`, `objectType`, `objectId`. */
  run: '$run',
  objectId: '$run.objectId',
  /** The partition of the table in which the record stands. */
  partition: '$pk',
  /** Where the workflow runs; only where an expression reads it. */
  env: '$env',
  /** Whether load found the record. */
  found: '$found',
  /** The table's name: the list of a transaction is one expression, in which no mark can stand. */
  table: '$table',
  /** How many gotos the run has taken: visits of one step differ by it. */
  jumps: '$jumps',
  /** The codes with which the enrolling transaction was canceled. */
  canceled: '$canceled',
  /** How often the run has tried to enroll again. */
  tries: '$tries',
  /** The marker that refused the run. */
  marker: '$marker',
  /** The execution that holds the marker. */
  holder: '$holder',
} as const satisfies Record<string, JsonataText>;
