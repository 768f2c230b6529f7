import { randomUUID } from 'node:crypto';
import type { Json } from './json';
import { StateError } from './state-error';

/** A token that no waiting task has: never given out, or its task is over. */
export class TaskTokenError extends Error {
  override readonly name: 'InvalidToken' | 'TaskTimedOut';

  /** @param code the API's error: `TaskTimedOut` for a task that is over, `InvalidToken` for a token never given out */
  constructor(readonly code: 'InvalidToken' | 'TaskTimedOut') {
    super(
      code === 'InvalidToken'
        ? "Invalid Token: 'Invalid token'"
        : "Task Timed Out: 'Provided task does not exist anymore'",
    );
    this.name = code;
  }
}

interface WaitingTask {
  succeed: (output: Json) => void;
  fail: (error: StateError) => void;
  beat: () => void;
}

/** What a task that waits for its token sees of it. */
export interface TaskTokenWait {
  /** Resolves with what SendTaskSuccess gave; rejects with the {@link StateError} of SendTaskFailure. */
  outcome: Promise<Json>;
  /** Called on each heartbeat until the wait ends. */
  onHeartbeat: (listener: () => void) => void;
  /** Ends the wait: the token is then unknown to its holders. */
  close: () => void;
}

/**
 * The task tokens that executions gave out and wait for: shared by all executions of one account, and the way in for
 * SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat.
 */
export class TaskTokens {
  private readonly waiting = new Map<string, WaitingTask>();
  private readonly issued: (() => string) | undefined;
  private readonly closed = new Set<string>();

  /** @param options.newToken makes the tokens, for reproducible runs; random ones otherwise */
  constructor(options: { newToken?: () => string } = {}) {
    this.issued = options.newToken;
  }

  /** Gives out a new token and waits for it from now on. */
  open(): { token: string; wait: TaskTokenWait } {
    const token = this.issued?.() ?? Buffer.from(`${randomUUID()}${randomUUID()}`).toString('base64');
    let beat = () => {};
    const outcome = new Promise<Json>((resolve, reject) => {
      this.waiting.set(token, { succeed: resolve, fail: reject, beat: () => beat() });
    });
    outcome.catch(() => {});
    return {
      token,
      wait: {
        outcome,
        onHeartbeat: (listener) => {
          beat = listener;
        },
        close: () => this.close(token),
      },
    };
  }

  /**
   * SendTaskSuccess: the waiting task ends with this result.
   *
   * @throws TaskTokenError when no task waits for the token
   */
  succeed(token: string, output: Json): void {
    this.take(token).succeed(output);
  }

  /**
   * SendTaskFailure: the waiting task fails, without an error name where none is given.
   *
   * @throws TaskTokenError when no task waits for the token
   */
  fail(token: string, error?: string, cause?: string): void {
    this.take(token).fail(new StateError(error, cause));
  }

  /**
   * SendTaskHeartbeat: the time until the heartbeat time-out begins anew.
   *
   * @throws TaskTokenError when no task waits for the token
   */
  heartbeat(token: string): void {
    this.find(token).beat();
  }

  private find(token: string): WaitingTask {
    const task = this.waiting.get(token);
    if (!task) throw new TaskTokenError(this.closed.has(token) ? 'TaskTimedOut' : 'InvalidToken');
    return task;
  }

  private take(token: string): WaitingTask {
    const task = this.find(token);
    this.close(token);
    return task;
  }

  /** Remembers the last closed tokens, to tell a task that is over from a token that never was. */
  private close(token: string): void {
    if (!this.waiting.delete(token)) return;
    this.closed.add(token);
    if (this.closed.size > REMEMBERED_TOKENS) {
      for (const oldest of this.closed) {
        this.closed.delete(oldest);
        break;
      }
    }
  }
}

const REMEMBERED_TOKENS = 10_000;
