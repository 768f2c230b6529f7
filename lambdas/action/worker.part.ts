import { once } from 'node:events';
import { join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { actionBundle } from '../../lib/workflow/action-contract';
import { ActionFailure } from './failure';
import type { Answer, Host, HostSetting, RunRequest } from './host';
import type { Native } from './native';
import { timeLimitMessage } from './time-limit';
import { workerArgument } from './worker-argument';

/**
 * How much longer than a run's limit its worker has to answer: enough to word the time-out itself, on the sixth of a
 * processor that 256 MB pay for, and less than the second that Lambda's own limit leaves.
 */
const answerMs = 600;

/** What a worker is started with. */
export interface WorkerStart extends Omit<HostSetting, 'mask'> {
  readonly masked: readonly (readonly [string, string])[];
}

/** A request on its way to a worker, which may still have to start. */
interface SentRequest {
  readonly request: RunRequest;
  /** By `moment`. */
  readonly sentAt: number;
}

/** Milliseconds, on a clock that is the same in every thread and that nobody sets. */
function moment(): number {
  return performance.timeOrigin + performance.now();
}

/**
 * Runs an action in a thread of its own, which can be thrown away with all that is in it.
 *
 * @param native taken before the action could put others in its place, which this file is loaded too late for
 */
export function workerHost(setting: HostSetting, environment: NodeJS.ProcessEnv, native: Native): Host {
  const { mask, declaration, folder, portalId } = setting;
  const { timeoutSeconds, retryTimeouts } = declaration;
  const start: WorkerStart = { declaration, folder, portalId, masked: mask.entries() };
  const worker = new Worker(join(folder, actionBundle.wrapper), {
    workerData: start,
    env: environment,
    argv: [workerArgument],
  });
  worker.unref();

  async function run(request: RunRequest): Promise<Answer & { readonly spent: boolean }> {
    worker.ref();
    const patience = new native.AbortController();
    const timer = native.setTimeout(() => patience.abort(), request.limitMs + answerMs);
    worker.postMessage({ request, sentAt: moment() } satisfies SentRequest);
    try {
      const [answer] = await native.Promise.race([
        once(worker, 'message', patience),
        once(worker, 'exit', patience).then(([code]) => {
          throw new ActionFailure(`The action ended its own thread (exit code ${code}).`);
        }),
      ]);
      return answer;
    } catch (error) {
      if (!patience.signal.aborted) throw broken(error, environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
      throw new ActionFailure(
        timeLimitMessage(timeoutSeconds, 'It did not stop when told: it may be in a loop without an end.'),
        { retryable: retryTimeouts ?? false },
      );
    } finally {
      native.clearTimeout(timer);
      patience.abort();
      worker.unref();
    }
  }

  return { run, dispose: () => void worker.terminate() };
}

function broken(error: unknown, memory: string | undefined): ActionFailure {
  if (error instanceof ActionFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const now = memory === undefined ? '' : `, now ${memory} MB`;
  return new ActionFailure(
    `The action's thread broke down: ${message}. If it needs more, raise the step's "memory"${now}.`,
  );
}

/** Serves the runs of a `workerHost`, in its thread, from now on. */
export function serveWorker(hostOf: (start: WorkerStart) => Host): void {
  const port = parentPort;
  if (port === null) throw new Error('This is no worker.');
  process.argv.pop();
  const host = hostOf(workerData);
  port.on('message', async ({ request, sentAt }: SentRequest) => {
    port.unref();
    // The start of the thread counts, as the loading of the code does: whoever waits for the answer counts from there.
    const answer = await host.run({ ...request, limitMs: request.limitMs - (moment() - sentAt) });
    port.ref();
    port.postMessage(answer);
  });
}
