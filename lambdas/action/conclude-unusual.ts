import type { ActionDeclaration } from '../../lib/workflow/action-contract';
import { classify } from './classify';
import type { Conclusion } from './conclude';
import { describeFailure } from './describe-failure';
import { durationSeconds } from './duration';
import { ActionFailure, type Failure, isActionFailure } from './failure';
import { openResources } from './handles';
import type { Answer, RunRequest } from './host';
import type { LoggedError } from './log-line';
import { noteAbsentOutputs } from './note-absent-outputs';
import { checkOutputs, executionState, expirationDuration } from './outputs';
import { retryNote } from './retry-note';
import type { Ending, Run } from './run';
import { placesOf } from './source-places';
import { readThrown } from './thrown';
import { timeLimitMessage } from './time-limit';

/** HubSpot's own default of a block ("Custom workflow actions"). */
const defaultExpirySeconds = 7 * 86_400;

/** What a run came to that was not plainly a success: failed, cut off, or with something to be said of its outputs. */
export function conclude(ending: Ending, run: Run, request: RunRequest, by: Conclusion): Answer {
  try {
    if (ending.by === 'failure') throw ending.thrown;
    if (ending.by === 'exit' && ending.code !== 0) {
      throw new ActionFailure(`The action called process.exit(${ending.code}).`, { cause: ending.at });
    }
    if (ending.by === 'drained' && !by.isLoaded) {
      throw new ActionFailure('The module never finished loading: it awaits something that does not come.');
    }
    if (ending.by === 'limit') checkAtLimit(run, by);
    const { outputs, warnings } = checkOutputs(run.value?.outputFields, by.declaration, by.mask);
    for (const warning of warnings) by.log.write(run.fields, 'WARN', warning);
    if (outputs[executionState] === 'BLOCK') return { failure: blocked(outputs, run, request, by) };
    noteAbsentOutputs(ending, run, outputs, by);
    return { outputs };
  } catch (thrown) {
    return { failure: failed(thrown, run, request, by) };
  }
}

/** A result that was given by the time limit stands; without one the run has failed. */
function checkAtLimit(run: Run, { declaration, log }: Conclusion): void {
  if (run.value === undefined) {
    throw new ActionFailure(
      timeLimitMessage(declaration.timeoutSeconds, `What kept it alive: ${openResources()}.`),
      { retryable: declaration.retryTimeouts ?? false },
    );
  }
  log.write(
    run.fields,
    'WARN',
    `The action gave its result, but something kept it alive until its time limit of ${declaration.timeoutSeconds} s: ${openResources()}. Close connections and clear timers when the work is done, or return { outputFields } instead of calling the callback.`,
  );
}

function blocked(
  outputs: Readonly<Record<string, unknown>>,
  run: Run,
  { invocation }: RunRequest,
  { declaration, log }: Conclusion,
): Failure {
  const { workflow, step, pause, pauseSeconds = defaultExpirySeconds, undeclaredOutputs } = declaration;
  const outputFields = run.value?.outputFields;
  const holds = typeof outputFields === 'object' && outputFields !== null;
  const given: unknown = holds ? Reflect.get(outputFields, expirationDuration) : undefined;
  const seconds = given === undefined || given === null ? pauseSeconds : durationSeconds(String(given));
  if (seconds === undefined) {
    throw new ActionFailure(
      `${expirationDuration} is ${JSON.stringify(given)}, which is no ISO 8601 duration such as "P1W" or "PT2H".`,
    );
  }
  if (!pause) {
    throw new ActionFailure(
      `The action asked to be blocked (${executionState}: "BLOCK"), but its step does not declare "pause". Add it to the step.`,
    );
  }
  const block = {
    callbackId: invocation.callbackId,
    expirationSeconds: seconds,
    // A lone action's outputs go nowhere else; a step's are those that complete it.
    ...(undeclaredOutputs === 'keep' && { outputFields: outputs }),
  };
  const text = `The run waits, ${seconds} seconds at most, until somebody completes ${invocation.callbackId}: npx coded-actions callbacks complete ${invocation.callbackId}`;
  log.write(run.fields, 'INFO', text, { block });
  return {
    name: 'CodedActions.Blocked',
    message: `expirationSeconds=${seconds} ${workflow}/${step} waits to be completed.`,
  };
}

function failed(
  thrown: unknown,
  run: Run,
  request: RunRequest,
  { declaration, mask, log, file }: Conclusion,
): Failure {
  const places = placesOf(file);
  const failure = isActionFailure(thrown) ? thrown : undefined;
  const hide = (text: string) => mask.hide(text);
  const thrownAs = readThrown(thrown, hide);
  // A failure of our own wording has the user's line only where one of the user's errors caused it.
  const stack =
    failure === undefined
      ? thrownAs.stack
      : failure.cause === undefined
        ? ''
        : readThrown(failure.cause, hide).stack;
  const place = places.first(stack);
  const verdict = classify(thrownAs, request.invocation.attempt, failure, declaration.retryLimits);
  const read = {
    ...thrownAs,
    message: `${thrownAs.message}${failure === undefined ? retryNote(thrownAs, verdict) : ''}`,
  };
  const described = describeFailure(read, verdict, place, declaration);
  const error: LoggedError = {
    name: read.name,
    message: read.message,
    file: place?.file ?? declaration.file,
    line: place?.line,
    column: place?.column,
    retryable: verdict.name !== 'CodedActions.Failed',
    internal: false,
    stack: places.frames(stack),
  };
  log.write(run.fields, 'ERROR', described.message, { error });
  return described;
}

/** What the abort signal gives as its reason, with which a client that it stops fails. */
export function timeLimitNear({ timeoutSeconds, retryTimeouts }: ActionDeclaration): ActionFailure {
  return new ActionFailure(`The action was stopped close to its time limit of ${timeoutSeconds} s.`, {
    retryable: retryTimeouts ?? false,
  });
}
