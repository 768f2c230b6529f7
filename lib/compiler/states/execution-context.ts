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
  redriveCount: '$states.context.Execution.RedriveCount',
} as const satisfies Record<string, JsonataText>;

/** The machine's own variables. Those of steps begin with `s_`, `e_` or `w_`, so that no id can be one of these. */
export const machineVariables = {
  objectId: '$objectId',
  /** The record's properties, as last read. */
  record: '$record',
  /** Whether load found the record. */
  found: '$found',
  /** The table's name: the list of a transaction is one expression, in which no mark can stand. */
  table: '$table',
  /** How many gotos the run has taken: visits of one step differ by it. */
  jumps: '$jumps',
  env: '$env',
  /** The codes with which the enrolling transaction was canceled. */
  canceled: '$canceled',
  /** How often the run has tried to enroll again. */
  tries: '$tries',
  /** The marker that refused the run. */
  marker: '$marker',
  /** The execution that holds the marker. */
  holder: '$holder',
  /** Why the record was not enrolled. */
  refusal: '$refusal',
} as const satisfies Record<string, JsonataText>;
