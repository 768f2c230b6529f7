import type { EventEnvelope } from '../local/events/event-envelope';
import type { CommandContext } from './command-context';
import { type LocalSession, type LocalSessionOptions, openLocalSession } from './local-session';
import { RunWatcher, subjectIn, workflowNamed } from './run-watcher';

/** A session whose events and runs are told as they happen. */
export interface WatchedSession extends LocalSession {
  readonly watcher: RunWatcher;
  /** The runs that a local runtime left behind that was killed, as `slow, for contact 5`: they were ended just now. */
  readonly cutOff: readonly string[];
}

/** Opens a session, and prints what goes on in it. @throws as `openLocalSession` */
export async function openWatchedSession(
  context: CommandContext,
  options: Omit<LocalSessionOptions, 'onHistory' | 'onEvent' | 'onAsyncInvocation'>,
): Promise<WatchedSession> {
  let watcher: RunWatcher | undefined;
  const cutOff: string[] = [];
  const session = await openLocalSession(context, {
    ...options,
    onHistory: (arn, event) => watcher?.onHistory(arn, event),
    onEvent: (bus, event, rules) => {
      watcher?.onEvent(bus, event, rules);
      if (tellsOfLostRun(event)) cutOff.push(runIn(event));
    },
    onAsyncInvocation: (name, result, attempt) => watcher?.onAsyncInvocation(name, result, attempt),
  });
  watcher = new RunWatcher(context, {
    executionOf: (arn) => session.runtime.execution(arn),
    busName: session.busName,
    rules: session.runtime.resources.rules,
    clockJumps: !options.realTime,
  });
  return { ...session, watcher, cutOff };
}

function runIn({ detail: { stateMachineArn, input } }: EventEnvelope): string {
  const machine = String(stateMachineArn).split(':').at(-1) ?? '';
  return `${workflowNamed(machine)}, for ${subjectIn(String(input ?? '{}'))}`;
}

/** A runtime begins by telling of the runs that the last one could not end (`startLocalRuntime`). */
function tellsOfLostRun({ source, detail }: EventEnvelope): boolean {
  return source === 'aws.states' && detail.status === 'ABORTED' && detail.error === 'Local.RuntimeStopped';
}
