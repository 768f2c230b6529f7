import type { ExecutionRecord } from '../local/executions/local-step-functions';
import type { LocalSession } from './local-session';
import type { EventInput } from './record-input';

/**
 * Sends an event through the local bus, as EventBridge would take it.
 *
 * @returns the execution of the machine that it started, as soon as that runs; undefined where no rule matched it
 */
export async function sendEvent(
  event: EventInput,
  machineName: string,
  { runtime, busName }: LocalSession,
): Promise<ExecutionRecord | undefined> {
  const known = new Set(runtime.executions());
  const find = () =>
    runtime.executions().find((record) => record.machine.name === machineName && !known.has(record));
  runtime.putEvents([
    {
      EventBusName: busName,
      Source: event.source,
      DetailType: event['detail-type'],
      Detail: JSON.stringify(event.detail),
    },
  ]);
  let settled = false;
  const idle = runtime.idle().then(() => {
    settled = true;
  });
  while (find() === undefined && !settled) {
    await Promise.race([idle, new Promise((resolve) => setTimeout(resolve, 5))]);
  }
  return find();
}
