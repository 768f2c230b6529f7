import type { CommandContext } from './command-context';
import { type LocalSession, type LocalSessionOptions, openLocalSession } from './local-session';
import { RunWatcher } from './run-watcher';

/** A session whose events and runs are told as they happen. */
export interface WatchedSession extends LocalSession {
  readonly watcher: RunWatcher;
}

/** Opens a session, and prints what goes on in it. @throws as `openLocalSession` */
export async function openWatchedSession(
  context: CommandContext,
  options: Omit<LocalSessionOptions, 'onHistory' | 'onEvent' | 'onAsyncInvocation'>,
): Promise<WatchedSession> {
  let watcher: RunWatcher | undefined;
  const session = await openLocalSession(context, {
    ...options,
    onHistory: (arn, event) => watcher?.onHistory(arn, event),
    onEvent: (bus, event, rules) => watcher?.onEvent(bus, event, rules),
    onAsyncInvocation: (name, result) => watcher?.onAsyncInvocation(name, result),
  });
  watcher = new RunWatcher(context, {
    executionOf: (arn) => session.runtime.execution(arn),
    busName: session.busName,
    clockJumps: !options.realTime,
  });
  return { ...session, watcher };
}
