import type { Problem } from '../../workflow/problem';
import type { SentRequest } from '../http-fixtures/fixture-server';
import { fixtureToAdd, shownUrl } from '../http-fixtures/fixture-to-add';
import type { InvocationResult } from '../lambda/local-lambda';
import type { LogLine } from '../lambda/log-line';

/** Why an action failed. */
export interface TryError {
  /** The error's own name, such as `TypeError` or `AxiosError`. */
  readonly name: string;
  readonly message: string;
  /** The user's own file; absent where none is known. */
  readonly file?: string;
  readonly line?: number;
  /** Whether a workflow would try the step again. */
  readonly retryable: boolean;
  /** True only for a fault of coded-actions. */
  readonly internal: boolean;
  readonly stack?: readonly string[];
}

/** How one action alone did. */
export interface TryReport {
  readonly status: 'succeeded' | 'failed';
  readonly outputFields: Readonly<Record<string, unknown>>;
  /** What the action logged, and the warnings of the wrapper. */
  readonly logs: readonly LogLine[];
  /** The requests in the order in which they came; empty where they went out for real. */
  readonly requests: readonly SentRequest[];
  readonly error?: TryError;
  readonly durationMs: number;
  readonly memoryMb: number;
}

const blocked = 'CodedActions.Blocked';

/** What the invocation of an action's function came to. */
export function tryReport(result: InvocationResult, requests: readonly SentRequest[]): TryReport {
  const payload = parse(result.payload);
  const rest = {
    requests,
    durationMs: Math.round(result.duration),
    memoryMb: result.memoryUsed,
  };
  if (result.functionError === undefined) {
    return {
      status: 'succeeded',
      outputFields: objectOf(payload.outputs),
      logs: result.logs.map(withoutRun),
      ...rest,
    };
  }
  const told = result.logs.findLast(({ fields }) => typeof fields?.error === 'object');
  const logs = result.logs.filter((line) => line !== told && !isClientLine(line));
  if (payload.errorType === blocked) {
    return {
      status: 'succeeded',
      outputFields: outputsOfBlock(logs),
      logs: logs.map(blockAlone).map(withoutRun),
      ...rest,
    };
  }
  const error = withUnanswered(errorOf(payload, told), requests);
  return { status: 'failed', outputFields: {}, logs: logs.map(withoutRun), error, ...rest };
}

/** What the action gave when it asked to be blocked, which the wrapper logs of a lone action. */
function outputsOfBlock(logs: readonly LogLine[]): Record<string, unknown> {
  const block = objectOf(logs.findLast(({ fields }) => fields?.block !== undefined)?.fields?.block);
  return { hs_execution_state: 'BLOCK', ...objectOf(block.outputFields) };
}

/** The wrapper's line about a block, of an action without a step: nobody can complete it. */
function blockAlone(line: LogLine): LogLine {
  const { block, ...fields } = line.fields ?? {};
  if (block === undefined) return line;
  const seconds = objectOf(block).expirationSeconds;
  const message = `The action asked to be blocked: a step that declares "pause" would wait ${seconds} seconds to be completed.`;
  return { ...line, message, fields };
}

/** `fetch failed` and the like say nothing about why: what no fixture answers is the likely cause. */
function withUnanswered(error: TryError, requests: readonly SentRequest[]): TryError {
  const unanswered = requests.findLast(({ status }) => status === null);
  if (unanswered === undefined || error.message.includes('No fixture answers')) return error;
  return {
    ...error,
    message: `${error.message} (No fixture answers ${unanswered.method} ${shownUrl(unanswered)}. Add one: ${fixtureToAdd(unanswered)})`,
  };
}

/** The report of an action that did not run, since it could not be bundled. */
export function unbundledReport(problems: readonly Problem[]): TryReport {
  const problem = problems.find(({ severity }) => severity === 'error');
  if (problem === undefined) return internalReport(new Error('The action could not be bundled.'));
  const { code, message, remedy, location } = problem;
  const { file, line } = location;
  return notRun({
    name: code,
    message: `${message} ${remedy}`,
    file,
    line,
    retryable: false,
    internal: false,
  });
}

/** The report of an action that did not run for a fault of ours. */
export function internalReport(thrown: unknown): TryReport {
  const [name, message] = thrown instanceof Error ? [thrown.name, thrown.message] : ['Error', String(thrown)];
  return notRun({ name, message, retryable: false, internal: true });
}

function notRun(error: TryError): TryReport {
  return { status: 'failed', outputFields: {}, logs: [], requests: [], error, durationMs: 0, memoryMb: 0 };
}

function errorOf(payload: Record<string, unknown>, told: LogLine | undefined): TryError {
  const { name, message, file, line, retryable, internal, stack } = objectOf(told?.fields?.error);
  const type = String(payload.errorType ?? 'Error');
  return {
    // Our own wording of a failure has no name that would tell a person more than its message.
    name: typeof name === 'string' && name !== 'ActionFailure' ? name : type,
    message: typeof message === 'string' ? message : String(payload.errorMessage ?? ''),
    ...(typeof file === 'string' ? { file } : {}),
    ...(typeof line === 'number' ? { line } : {}),
    retryable: retryable === true,
    // A process that ends or runs out of memory is the action's doing; a wrapper that does not load is ours.
    internal: internal === true || /^Runtime\.(?!ExitError)/.test(type),
    ...(Array.isArray(stack) && stack.length > 0 ? { stack: stack.map(String) } : {}),
  };
}

/** What Lambda's own client says about a failure, which the wrapper has said better. */
function isClientLine({ message }: LogLine): boolean {
  return message.startsWith('Invoke Error\t');
}

/** Workflow, step, record and run are the same on every line of a run that has none of them. */
function withoutRun({ fields, ...line }: LogLine): LogLine {
  const { workflow: _workflow, step: _step, record: _record, run: _run, ...own } = fields ?? {};
  return Object.keys(own).length === 0 ? line : { ...line, fields: own };
}

function parse(payload: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(payload));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
