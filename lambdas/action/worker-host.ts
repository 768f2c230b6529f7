import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { ActionHost } from './action-host';
import { ActionFailure } from './failure';
import type { Answer, Host, HostSetting, RunRequest } from './host';
import { Mask } from './mask';
import { native } from './native';
import { workerArgument } from './worker-argument';

/** How much longer than a run's limit its worker has to answer: enough to word the time-out itself. */
const answerMs = 300;

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
    this.worker = new Worker(__filename, { workerData: start, env: environment, argv: [workerArgument] });
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

/** Serves the runs of a `WorkerHost`, in its thread. */
export function serveWorker(): void {
  const start: WorkerStart = workerData;
  const port = parentPort;
  if (port === null) return;
  process.argv.pop();
  const mask = new Mask();
  for (const [name, value] of start.masked) mask.add(name, value);
  const host = new ActionHost({ ...start, mask });
  port.on('message', async (request: RunRequest) => {
    port.unref();
    const answer = await host.run(request);
    port.ref();
    port.postMessage(answer);
  });
}
