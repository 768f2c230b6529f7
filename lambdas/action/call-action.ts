import type { ActionLogger } from '../../lib/action';
import { type ActionLog, printed } from './action-log';
import type { ActionHandler } from './action-module';
import { hubspotEvent } from './event';
import { type Given, givenByCallback, givenByReturn } from './given-value';
import type { HostSetting, RunRequest } from './host';
import type { LogLevel } from './log-line';
import { native } from './native';
import * as parts from './parts';
import type { Run } from './run';

/** How long what a returned value left open may keep a run: an open database connection costs next to nothing. */
const graceMs = 1_000;

/**
 * Calls an action in its form and hands what it gives to the run.
 *
 * @throws what the action throws, or its promise is rejected with
 */
export async function callAction(
  handler: ActionHandler,
  run: Run,
  { invocation }: RunRequest,
  signal: AbortSignal,
  by: HostSetting & { readonly log: ActionLog },
): Promise<void> {
  const take = (given: Given) => {
    if (given.kind === 'error') return run.end({ by: 'failure', thrown: given.error });
    if (run.value === undefined) run.remark = given.remark;
    if (given.kind === 'outputs') run.give(given.outputFields);
  };
  if (handler.form === 'modern') {
    const returned = await handler.main({
      inputs: invocation.inputs,
      record: invocation.object,
      secrets: Object.fromEntries(by.declaration.secrets.map((name) => [name, process.env[name] ?? ''])),
      idempotencyKey: invocation.callbackId,
      signal,
      log: logger(run, by.log),
    });
    take({ kind: 'outputs', outputFields: returned });
  } else {
    const event = hubspotEvent(invocation, by.declaration, by.portalId, () =>
      by.log.write(run.fields, 'WARN', parts.unusual().noProperties),
    );
    const isBot = invocation.bot !== undefined;
    const returned = givenByReturn(
      await handler.main(event, (first, second) => take(givenByCallback(first, second, isBot))),
      isBot,
    );
    take(returned);
    if (returned.kind === 'nothing') return;
  }
  // A returned value: what is still open, a database's connection, does not keep the run.
  native.setTimeout(() => run.end({ by: 'grace' }), graceMs).unref();
}

function logger(run: Run, log: ActionLog): ActionLogger {
  const at = (level: LogLevel) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    log.write(run.fields, level, printed([message]), fields);
  return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') };
}
