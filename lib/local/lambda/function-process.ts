import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { packageRoot } from '../../package-root';
import type { LocalFunction } from '../assembly/local-resources';
import { endAdvice } from './end-advice';
import { functionEnvironment } from './function-environment';
import { exitError, type FunctionErrorPayload, type ProcessEnd, timeOutError } from './function-error';
import { endWithUs, killTree } from './living-processes';
import { LogCollector } from './log-collector';
import type { LogLine } from './log-line';
import { watchMemory } from './memory-limit';
import type { NodeRuntime } from './node-runtime';

/** What an invocation came to: `payload` is JSON text, of the result or of the error. */
export interface ProcessAnswer {
  readonly payload: string;
  readonly failed: boolean;
  readonly logs: readonly LogLine[];
  /** Of the handler, in milliseconds. */
  readonly duration: number;
  /** Of the start of the process and the load of the module, in milliseconds; with a process's first invocation. */
  readonly initDuration?: number;
  /** MB; 0 where the process did not live to tell. */
  readonly memoryUsed: number;
}

/** A line that the process writes to descriptor 4. */
type Message =
  | { type: 'ready' }
  | { type: 'initError'; error: FunctionErrorPayload }
  | { type: 'result'; payload: string; rss: number }
  | { type: 'error'; error: FunctionErrorPayload; rss: number };

/** How the wait for a message ended. */
type Outcome = Message | { type: 'exit'; end: ProcessEnd } | { type: 'timeOut' };

/** The time that Lambda gives a module to load, in milliseconds, before it starts on the function's own limit. */
const INIT_LIMIT = 10_000;

/** How long to wait for the rest of a log when the answer is here already, in milliseconds. */
const LOG_PATIENCE = 500;

/**
 * One execution environment of a function: a Node process with the function's environment, memory and module, which
 * takes one invocation at a time.
 */
export class FunctionProcess {
  private readonly child: ChildProcess;
  private readonly logs: LogCollector;
  private readonly started = performance.now();
  private readonly ready: Promise<Outcome>;
  private initDuration: number | undefined;
  private answers = 0;
  private end: ProcessEnd | undefined;
  /** Killed, or about to end by itself, though its end has not been seen yet. */
  private doomed = false;
  private usedTooMuch = false;
  private listener: ((outcome: Outcome) => void) | undefined;

  constructor(
    private readonly fn: LocalFunction,
    version: string,
    endpoint: string,
    node: NodeRuntime,
  ) {
    const endOfLog = randomBytes(16).toString('hex');
    const id = randomUUID().replaceAll('-', '');
    const logStream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${id}`;
    this.logs = new LogCollector(endOfLog, Date.now);
    this.child = start(node.path, fn, {
      ...functionEnvironment(fn, { version, endpoint, nodeFolder: dirname(node.path), logStream }),
      _CODED_ACTIONS_END_OF_LOG: endOfLog,
    });
    endWithUs(this.child);
    this.listen();
    this.ready = this.wait(INIT_LIMIT + fn.timeoutSeconds * 1000).then((outcome) => {
      this.initDuration = performance.now() - this.started;
      return outcome;
    });
  }

  /** Whether the process can take another invocation. */
  get alive(): boolean {
    return this.end === undefined && !this.doomed;
  }

  /** Runs the handler once. It never throws: what goes wrong in a function is an answer. */
  async invoke(requestId: string, functionArn: string, payload: string): Promise<ProcessAnswer> {
    const init = await this.ready;
    if (init.type !== 'ready') return this.finish(requestId, init, 0);
    const begun = performance.now();
    const limit = this.fn.timeoutSeconds * 1000;
    const outcome = this.wait(limit);
    const deadline = Date.now() + limit;
    const traceId = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`;
    this.send({ requestId, functionArn, deadline, traceId, payload });
    return this.finish(requestId, await outcome, performance.now() - begun);
  }

  /** Ends the process and all that it started. */
  kill(): void {
    if (this.end) return;
    this.doomed = true;
    killTree(this.child);
  }

  private async finish(requestId: string, outcome: Outcome, duration: number): Promise<ProcessAnswer> {
    if (outcome.type !== 'result' && outcome.type !== 'error') this.doomed = true;
    // What was written before a kill is read until the pipe is closed.
    const ends = outcome.type === 'timeOut' ? Number.POSITIVE_INFINITY : this.answers;
    await this.logs.untilEnd(ends, LOG_PATIENCE);
    const initDuration = this.initDuration;
    this.initDuration = undefined;
    const answer = {
      logs: this.logs.drain(),
      duration,
      ...(initDuration === undefined ? {} : { initDuration }),
      memoryUsed: 'rss' in outcome ? Math.ceil(outcome.rss / 1024 / 1024) : 0,
    };
    if (outcome.type === 'result') return { ...answer, payload: outcome.payload, failed: false };
    return { ...answer, payload: JSON.stringify(this.errorOf(requestId, outcome)), failed: true };
  }

  private errorOf(requestId: string, outcome: Outcome): FunctionErrorPayload {
    switch (outcome.type) {
      case 'error':
      case 'initError':
        return outcome.error;
      case 'timeOut':
        return advised(timeOutError(requestId, this.fn.timeoutSeconds), endAdvice(this.fn, 'time'));
      case 'exit':
        return advised(exitError(requestId, outcome.end), this.adviceAtExit(outcome.end));
      default:
        return exitError(requestId, { code: 0, signal: null });
    }
  }

  /** V8 aborts the process when its heap is full, which it may be before the function's memory is. */
  private adviceAtExit({ signal }: ProcessEnd): string {
    if (this.usedTooMuch) return endAdvice(this.fn, 'memory');
    return signal === 'SIGABRT' ? endAdvice(this.fn, 'heap') : '';
  }

  /** The process's next message, its end, or its time-out, upon which it is killed. */
  private async wait(limit: number): Promise<Outcome> {
    if (this.end) return { type: 'exit', end: this.end };
    const stopWatching = watchMemory(this.child.pid ?? 0, this.fn.memorySize, () => {
      this.usedTooMuch = true;
      this.kill();
    });
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<Outcome>((resolve) => {
      this.listener = resolve;
      timer = setTimeout(() => resolve({ type: 'timeOut' }), limit);
    });
    clearTimeout(timer);
    stopWatching();
    this.listener = undefined;
    if (outcome.type === 'timeOut') this.kill();
    return outcome;
  }

  private listen(): void {
    const [, output, , , answers] = this.child.stdio;
    readLines(output, (chunk) => this.logs.write(chunk));
    let rest = '';
    readLines(answers, (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const message = parseMessage(line);
        if (message) this.receive(message);
      }
    });
    const ended = (end: ProcessEnd) => {
      this.end ??= end;
      this.listener?.({ type: 'exit', end: this.end });
    };
    this.child.once('error', () => ended({ code: 127, signal: null }));
    // `close` comes after all that was written has been read; what a process left behind may hold it up.
    this.child.once('exit', (code, signal) => {
      const settle = () => {
        this.logs.close();
        ended({ code, signal });
      };
      const timer = setTimeout(settle, LOG_PATIENCE);
      this.child.once('close', () => {
        clearTimeout(timer);
        settle();
      });
    });
  }

  private receive(message: Message): void {
    this.answers++;
    this.listener?.(message);
  }

  private send(invocation: object): void {
    const input = this.child.stdio[3];
    if (isWritable(input)) input.write(`${JSON.stringify(invocation)}\n`);
  }
}

function advised(error: FunctionErrorPayload, advice: string): FunctionErrorPayload {
  return { ...error, errorMessage: `${error.errorMessage}${advice}` };
}

/**
 * Both outputs go to one pipe, so that their order is kept; Node cannot pass one pipe twice, a shell can. Detached,
 * so that it leads a group which can be killed whole.
 */
function start(node: string, fn: LocalFunction, environment: Record<string, string>): ChildProcess {
  const loop = join(packageRoot(), 'lib', 'local', 'lambda', 'child-loop.cjs');
  const child = spawn(
    '/bin/sh',
    ['-c', 'exec "$@" 2>&1', 'sh', node, `--max-old-space-size=${fn.memorySize}`, loop],
    {
      cwd: fn.codeFolder,
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore', 'pipe', 'pipe'],
    },
  );
  const input = child.stdio[3];
  // A process that ends while it is written to: its end is told apart.
  if (isWritable(input)) input.on('error', () => {});
  return child;
}

/** A function can write to our descriptor too; what is no message of our loop counts for nothing. */
function parseMessage(line: string): Message | undefined {
  try {
    const message = JSON.parse(line);
    if (message?.type === 'result' && typeof message.payload !== 'string') return undefined;
    return MESSAGE_TYPES.has(message?.type) ? message : undefined;
  } catch {
    return undefined;
  }
}

const MESSAGE_TYPES: ReadonlySet<unknown> = new Set(['ready', 'initError', 'result', 'error']);

function readLines(stream: Readable | Writable | null | undefined, onChunk: (chunk: string) => void): void {
  if (!isReadable(stream)) return;
  stream.setEncoding('utf8');
  stream.on('data', onChunk);
  stream.on('error', () => {});
}

function isReadable(stream: Readable | Writable | null | undefined): stream is Readable {
  return stream !== null && stream !== undefined && 'setEncoding' in stream;
}

function isWritable(stream: Readable | Writable | null | undefined): stream is Writable {
  return stream !== null && stream !== undefined && 'write' in stream;
}
