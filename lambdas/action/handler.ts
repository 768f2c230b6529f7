import type { Context } from 'aws-lambda';
import type { ActionDeclaration, ActionInvocation, ActionResult } from '../../lib/workflow/action-contract';
import { ActionHost } from './action-host';
import { drainsWithin } from './drain';
import type { Failure } from './failure';
import type { Answer, Host, HostSetting } from './host';
import { type ActionLogFields, formatLogLine } from './log-line';
import { native } from './native';
import { writeNow } from './output';
import * as parts from './parts';
import type { Secrets } from './secrets';

/** What the handler is made of. */
export interface HandlerSetting extends HostSetting {
  /** Nothing for a step that declares none. */
  readonly secrets: Pick<Secrets, 'read'> | undefined;
}

/** The Lambda handler. Two parameters: AWS's client for Node 24 refuses three. */
export type Handler = (invocation: ActionInvocation, context: Partial<Context>) => Promise<ActionResult>;

/** A loop that is not idle by then has something in it that is not the action's, as an extension's. */
const idleMs = 50;
/** What Lambda's own time limit has to leave us to answer in: a step of 15 minutes, its longest, leaves no other. */
const reserveMs = 1_000;
/** That share of a limit which is itself of a second or two. */
const reserveShare = 0.2;

/**
 * Makes the handler: it chooses who runs the action. That is this thread, where a warm run costs next to nothing,
 * until something here is not ours alone or has been spoiled; from then on a worker, and a fresh one whenever that is
 * spoiled or a secret has changed.
 */
export function createHandler(setting: HandlerSetting): Handler {
  const { declaration, secrets, mask } = setting;
  const environment = { ...process.env };
  let host: Host | undefined;
  let isFirst = true;
  let before: Promise<unknown> = Promise.resolve();

  async function chooseHost(): Promise<Host> {
    const usable = isFirst && (await drainsWithin(idleMs));
    if (secrets !== undefined) {
      const { values, changed } = await secrets.read();
      for (const [name, value] of values) {
        mask.add(name, value);
        environment[name] = value;
        if (isFirst) process.env[name] = value;
      }
      if (changed) disposeHost();
    }
    host ??= usable ? new ActionHost(setting) : parts.worker().workerHost(setting, environment, native);
    isFirst = false;
    return host;
  }

  function disposeHost(): void {
    host?.dispose();
    host = undefined;
  }

  async function run(invocation: ActionInvocation, context: Partial<Context>): Promise<ActionResult> {
    const started = performance.now();
    const remainingMs = context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
    const wholeMs = Math.min(
      declaration.timeoutSeconds * 1_000,
      remainingMs - Math.min(reserveMs, remainingMs * reserveShare),
    );
    const fields = logFields(declaration, invocation, context);
    let answer: Answer & { readonly spent: boolean };
    try {
      const chosen = await chooseHost();
      answer = await chosen.run({ invocation, fields, limitMs: wholeMs - (performance.now() - started) });
    } catch (thrown) {
      answer = { failure: describe(thrown, invocation, fields), spent: true };
    }
    if (answer.spent) disposeHost();
    if (answer.failure !== undefined) throw parts.unusual().invocationError(answer.failure);
    return { outputs: answer.outputs ?? {} };
  }

  /** A failure outside the action's own code. */
  function describe(thrown: unknown, invocation: ActionInvocation, fields: ActionLogFields): Failure {
    const hide = (text: string) => mask.hide(text);
    const { failure, error } = parts.unusual().describeOutside(thrown, invocation, declaration, hide);
    writeNow(1, `${hide(formatLogLine(new Date(), 'ERROR', failure.message, fields, { error }))}\n`);
    return failure;
  }

  return function handler(invocation, context) {
    // One after the other, should a runtime ever overlap them: the loop and the environment are the process's.
    const turn = before.then(() => run(invocation, context));
    before = turn.catch(() => {});
    return turn;
  };
}

function logFields(
  declaration: ActionDeclaration,
  invocation: ActionInvocation,
  context: Partial<Context>,
): ActionLogFields {
  return {
    requestId: context.awsRequestId ?? '',
    workflow: declaration.workflow,
    step: declaration.step,
    record: `${invocation.object.objectType}/${invocation.object.objectId}`,
    run: invocation.execution.split(':').at(-1) ?? invocation.execution,
  };
}
