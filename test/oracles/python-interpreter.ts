import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Json } from '../../lib/local/states';
import { packageRoot } from '../../lib/package-root';

/** What the answers to one state's task are: attempt by attempt, the last one for all further. */
export type TaskAnswers = Record<string, TaskAnswer[]>;

/** What one call of a task gives. */
export type TaskAnswer = { result: Json } | { error: string; cause?: string };

/** One execution, or many of the same, for an interpreter in Python. */
export interface OracleRequest {
  definition: unknown;
  input: Json;
  tasks?: TaskAnswers;
  /** Instead of tasks: the answers to all calls, in their order. The answer then has the history. moto only. */
  answers?: readonly TaskAnswer[];
  /** How the execution and its machine are called, and when it begins, where it counts. moto only. */
  about?: { readonly arn: string; readonly name: string; readonly machine: string; readonly now: number };
  /** How many executions, and after how many seconds to stop before that. */
  repeat?: number;
  seconds?: number;
}

export interface OracleAnswer {
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'FAULT';
  output?: Json;
  error?: string | null;
  cause?: string | null;
  /** As GetExecutionHistory gives it, without the execution's start. */
  history?: HistoryEvent[];
  executions: number;
  seconds: number;
}

/** The second implementations. */
export type OracleName = 'moto' | 'ministack';

/** Makes the Python environment where it can be made; gives the reason where it cannot. */
export function prepareOracles(): string | undefined {
  try {
    execFileSync('bash', [join(packageRoot(), 'test', 'oracles', 'make-venv.sh')], { stdio: 'pipe' });
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** Whether the Python environment has been made. */
export function hasOracles(): boolean {
  return existsSync(join(packageRoot(), '.venv', 'oracles', 'made-of'));
}

/** An interpreter in a Python process of its own, asked one thing at a time. */
export class PythonInterpreter {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly lines: Interface;
  private readonly waiting: ((line: string) => void)[] = [];
  private complaints = '';

  constructor(readonly name: OracleName) {
    const root = packageRoot();
    this.process = spawn(
      join(root, '.venv', 'oracles', 'bin', 'python'),
      [join(root, 'test', 'oracles', `${name}_interpreter.py`)],
      { env: { ...process.env, AWS_DEFAULT_REGION: 'us-east-1' } },
    );
    this.process.stderr.on('data', (data) => {
      this.complaints = `${this.complaints}${data}`.slice(-2000);
    });
    this.lines = createInterface({ input: this.process.stdout });
    this.lines.on('line', (line) => this.waiting.shift()?.(line));
    this.process.on('exit', () => {
      for (const answer of this.waiting.splice(0)) {
        answer(JSON.stringify({ status: 'FAULT', cause: `ended: ${this.complaints}` }));
      }
    });
  }

  /** Runs what is asked; `FAULT` means that the interpreter itself broke. */
  async ask(request: OracleRequest): Promise<OracleAnswer> {
    const line = new Promise<string>((resolve) => this.waiting.push(resolve));
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
    return JSON.parse(await line);
  }

  /** Ends the process. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.stdin.end();
    this.process.kill();
    await ended;
  }
}
