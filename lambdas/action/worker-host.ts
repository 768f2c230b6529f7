import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { ActionHost } from './action-host';
import { ActionFailure } from './failure';
import type { Answer, Host, HostSetting, RunRequest } from './host';
import { Mask } from './mask';
import { native } from './native';

/** How much longer than a run's limit its worker has to answer: enough to word the time-out itself. */
const answerMs = 300;

/** The argument by which the wrapper's file knows that it runs in a worker. */
const workerArgument = 'coded-actions-worker';

/** What a worker is started with. */
interface WorkerStart extends Omit<HostSetting, 'mask'> {
  readonly masked: readonly (readonly [string, string])[];
}

/** Runs an action in a thread of its own, which can be thrown away with all that is in it. */
export class WorkerHost implements Host {
  private readonly worker: Worker;

  constructor(
    private readonly setting: HostSetting,
    environment: NodeJS.ProcessEnv,
  ) {
    const { mask, declaration, folder, portalId } = setting;
    const start: WorkerStart = {
      declaration,
      folder,
      portalId,
      masked: mask.entries(),
    };
    const threads = workerThreads();
    this.worker = new threads.Worker(__filename, {
      workerData: start,
      env: environment,
      argv: [workerArgument],
    });
    this.worker.unref();
  }

  async run(request: RunRequest): Promise<Answer & { readonly spent: boolean }> {
    const { worker } = this;
    worker.ref();
    const patience = new native.AbortController();
    const timer = native.setTimeout(() => patience.abort(), request.limitMs + answerMs);
    worker.postMessage(request);
    try {
      const [answer] = await native.Promise.race([
        once(worker, 'message', patience),
        once(worker, 'exit', patience).then(([code]) => {
          throw new ActionFailure(`The action ended its own thread (exit code ${code}).`);
        }),
      ]);
      return answer;
    } catch (error) {
      if (!patience.signal.aborted) {
        if (error instanceof ActionFailure) throw error;
        const message = error instanceof Error ? error.message : String(error);
        throw new ActionFailure(`The action's thread broke down: ${message}. It may need more "memory".`);
      }
      const { timeoutSeconds, retryTimeouts } = this.setting.declaration;
      throw new ActionFailure(
        `The action took longer than its time limit of ${timeoutSeconds} s, and did not stop when told: it may be in a loop without an end.`,
        { retryable: retryTimeouts ?? false },
      );
    } finally {
      native.clearTimeout(timer);
      patience.abort();
      worker.unref();
    }
  }

  dispose(): void {
    void this.worker.terminate();
  }
}

/** True in the thread of a `WorkerHost`, whose runs it serves from then on. */
export function serveWorker(): boolean {
  if (process.argv.at(-1) !== workerArgument) return false;
  const { parentPort: port, workerData } = workerThreads();
  if (port === null) return false;
  process.argv.pop();
  const start: WorkerStart = workerData;
  const mask = new Mask();
  for (const [name, value] of start.masked) mask.add(name, value);
  const host = new ActionHost({ ...start, mask });
  port.on('message', async (request: RunRequest) => {
    port.unref();
    const answer = await host.run(request);
    port.ref();
    port.postMessage(answer);
  });
  return true;
}

/** Loaded when first used: most functions never need it. */
function workerThreads() {
  return process.getBuiltinModule('node:worker_threads');
}
