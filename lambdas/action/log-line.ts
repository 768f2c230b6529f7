/**
 * One line of an action's log, as JSON with the keys of Lambda's JSON log format ("Log format", AWS Lambda Developer
 * Guide: `timestamp`, `level`, `message`, `requestId`), so that CloudWatch filters by level, and with the fields by
 * which a person finds a run. Whatever reads an action's output takes every line that parses to this as a log line,
 * and any other line as text that the action wrote to standard output itself.
 */
export interface ActionLogLine extends ActionLogFields {
  /** RFC 3339, UTC. */
  readonly timestamp: string;
  readonly level: LogLevel;
  readonly message: string;
  /** With the line that tells of a failed run. */
  readonly error?: LoggedError;
  /** True where what logged the line came after its run had ended. */
  readonly late?: boolean;
  /** What a structured log call adds. */
  readonly [field: string]: unknown;
}

/** What every line of one run carries. */
export interface ActionLogFields {
  /** Lambda's id of the invocation. */
  readonly requestId: string;
  readonly workflow: string;
  readonly step: string;
  /** `<objectType>/<objectId>`. */
  readonly record: string;
  /** Name of the execution. */
  readonly run: string;
}

/** Why a run failed, in parts. */
export interface LoggedError {
  /** Of what was thrown (`TypeError`), not of the failure that the state machine gets. */
  readonly name: string;
  readonly message: string;
  /** The user's own file; with its line and column, from 1, where a stack trace told them. */
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** True where the state machine tries again. */
  readonly retryable: boolean;
  /** True only for a fault of the wrapper. */
  readonly internal: boolean;
  /** Frames outside Node and the wrapper, in the user's own terms. */
  readonly stack?: readonly string[];
}

/** Lambda's own names for levels, least urgent first. */
export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

/** A line of CloudWatch holds 256 KB at most ("CloudWatch Logs quotas"); a character may take several bytes. */
const longestMessage = 60_000;

/**
 * The line, without its line break. `extra` are a structured call's own fields: they cannot replace those of the run.
 * What JSON cannot hold in them (a cycle, a BigInt, a getter that throws) makes them one string.
 */
export function formatLogLine(
  time: Date,
  level: LogLevel,
  message: string,
  fields: Partial<ActionLogFields>,
  extra: Readonly<Record<string, unknown>> = {},
): string {
  const cut =
    message.length > longestMessage
      ? `${message.slice(0, longestMessage)} … (${message.length} characters in all)`
      : message;
  const line = { timestamp: time.toISOString(), level, message: cut };
  try {
    return JSON.stringify({ ...line, ...extra, ...line, ...fields });
  } catch {
    return JSON.stringify({ ...line, ...fields, fields: 'not representable as JSON' });
  }
}
