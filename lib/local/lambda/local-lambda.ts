import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { LocalFunction, LocalFunctionVersion } from '../assembly/local-resources';
import { MAXIMUM_PAYLOAD, responseTooLargeError } from './function-error';
import { ConcurrencyExceeded, FunctionPool, type PoolInvocation } from './function-pool';
import { FunctionProcess, type ProcessAnswer } from './function-process';
import { LambdaError } from './lambda-error';
import type { LogLine } from './log-line';
import { findNodeRuntime, type NodeRuntime } from './node-runtime';

/** What `Invoke` answers, and beside it what Lambda would only log. */
export interface InvocationResult {
  readonly requestId: string;
  readonly executedVersion: string;
  /** JSON text: the result, or the error's `errorType`, `errorMessage` and `trace`. */
  readonly payload: string;
  readonly functionError?: 'Unhandled';
  readonly logs: readonly LogLine[];
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds; of a cold start. */
  readonly initDuration?: number;
  /** MB. */
  readonly memoryUsed: number;
}

/** What a {@link LocalLambda} is given. */
export interface LocalLambdaOptions {
  readonly functions: readonly LocalFunction[];
  readonly versions: readonly LocalFunctionVersion[];
  /** Where the functions reach AWS's services on this machine. */
  readonly endpoint: string;
  /** Folders in which Node may be installed as a package. */
  readonly packageFolders: readonly string[];
  /** The most processes of one version; as many as cores, and two at least, without it. */
  readonly processesPerVersion?: number;
}

/** Lambda on this machine: the functions of an assembly in warm processes. */
export class LocalLambda {
  private readonly pools = new Map<string, FunctionPool>();
  private readonly runtimes = new Map<string, NodeRuntime>();
  private closed = false;

  constructor(private readonly options: LocalLambdaOptions) {}

  /** The Node that each runtime of the functions runs on, by the runtime's name. */
  nodeRuntimes(): ReadonlyMap<string, NodeRuntime> {
    for (const { runtime } of this.options.functions) this.nodeOf(runtime);
    return this.runtimes;
  }

  /** Whether there is such a function, in this version. */
  has(functionName: string): boolean {
    return this.find(functionName) !== undefined;
  }

  /** Starts a process ahead of the first invocation. An unknown function is none of its business. */
  warm(functionName: string): void {
    const target = this.find(functionName);
    if (target && !this.closed) this.pool(target).warm();
  }

  /**
   * Invokes a function and waits for it.
   *
   * @param functionName a function's name or ARN, qualified or not
   * @param payload JSON text
   * @param abandon ends the invocation when it aborts, as if its process had been killed
   * @throws LambdaError for what `Invoke` itself refuses
   */
  async invoke(functionName: string, payload: string, abandon?: AbortSignal): Promise<InvocationResult> {
    const target = this.find(functionName);
    if (!target || this.closed) {
      throw new LambdaError('ResourceNotFoundException', 404, `Function not found: ${functionName}`);
    }
    if (Buffer.byteLength(payload) > MAXIMUM_PAYLOAD) {
      const message = `Request must be smaller than ${MAXIMUM_PAYLOAD} bytes for the InvokeFunction operation`;
      throw new LambdaError('RequestTooLargeException', 413, message);
    }
    checkJson(payload);
    const requestId = randomUUID();
    const functionArn =
      target.qualifier === undefined ? target.fn.arn : `${target.fn.arn}:${target.qualifier}`;
    const invocation = { requestId, functionArn, payload, ...(abandon === undefined ? {} : { abandon }) };
    const answer = await this.run(target, invocation);
    return toResult(answer, requestId, target.qualifier ?? '$LATEST');
  }

  /** Kills every process. */
  close(): void {
    this.closed = true;
    for (const pool of this.pools.values()) pool.close();
  }

  private async run(target: Target, invocation: PoolInvocation): Promise<ProcessAnswer> {
    try {
      return await this.pool(target).invoke(invocation);
    } catch (error) {
      if (error instanceof ConcurrencyExceeded) {
        throw new LambdaError('TooManyRequestsException', 429, 'Rate Exceeded.');
      }
      throw error;
    }
  }

  private find(functionName: string): Target | undefined {
    const { name, qualifier } = parseFunctionName(functionName);
    const fn = this.options.functions.find((one) => one.name === name);
    if (!fn) return undefined;
    if (qualifier === undefined || qualifier === '$LATEST') return { fn, qualifier };
    const version = this.options.versions.find(
      (one) => one.functionArn === fn.arn && one.version === qualifier,
    );
    return version && { fn, qualifier };
  }

  private pool({ fn, qualifier }: Target): FunctionPool {
    const version = qualifier ?? '$LATEST';
    const key = `${fn.arn}:${version}`;
    const known = this.pools.get(key);
    if (known) return known;
    const size = this.options.processesPerVersion ?? Math.max(2, availableParallelism());
    const start = () => new FunctionProcess(fn, version, this.options.endpoint, this.nodeOf(fn.runtime));
    const pool = new FunctionPool(start, size, fn.reservedConcurrency);
    this.pools.set(key, pool);
    return pool;
  }

  private nodeOf(runtime: string): NodeRuntime {
    const known = this.runtimes.get(runtime);
    if (known) return known;
    const node = findNodeRuntime(runtime, this.options.packageFolders);
    this.runtimes.set(runtime, node);
    return node;
  }
}

interface Target {
  readonly fn: LocalFunction;
  readonly qualifier: string | undefined;
}

/** `name`, `name:qualifier`, `<account>:function:name`, an ARN, an ARN with a qualifier. */
function parseFunctionName(functionName: string): { name: string; qualifier: string | undefined } {
  const short = functionName.replace(/^(?:arn:[^:]+:lambda:[^:]*:)?(?:\d*:)?function:/, '');
  const [name = '', qualifier] = short.split(':');
  return { name, qualifier };
}

function checkJson(payload: string): void {
  try {
    JSON.parse(payload);
  } catch (cause) {
    const message = `Could not parse request body into json: ${cause instanceof Error ? cause.message : ''}`;
    throw new LambdaError('InvalidRequestContentException', 400, message);
  }
}

function toResult(answer: ProcessAnswer, requestId: string, executedVersion: string): InvocationResult {
  const { failed, payload, logs, duration, initDuration, memoryUsed } = answer;
  const result = {
    requestId,
    executedVersion,
    logs,
    duration,
    memoryUsed,
    ...(initDuration === undefined ? {} : { initDuration }),
  };
  if (Buffer.byteLength(payload) > MAXIMUM_PAYLOAD) {
    return { ...result, payload: JSON.stringify(responseTooLargeError()), functionError: 'Unhandled' };
  }
  return { ...result, payload, ...(failed ? { functionError: 'Unhandled' } : {}) };
}
