import type { ActionDeclaration } from '../../lib/workflow/action-contract';
import type { ActionLog } from './action-log';
import { classify } from './classify';
import { describeFailure } from './describe-failure';
import { durationSeconds } from './duration';
import { ActionFailure, type Failure, isActionFailure } from './failure';
import { openResources } from './handles';
import type { Answer, RunRequest } from './host';
import type { LoggedError } from './log-line';
import type { Mask } from './mask';
import { checkOutputs, executionState, expirationDuration } from './outputs';
import type { Ending, Run } from './run';
import type { SourcePlaces } from './source-places';
import { readThrown } from './thrown';

/** HubSpot's own default of a block ("Custom workflow actions"). */
const defaultExpirySeconds = 7 * 86_400;

/** What it takes to tell what a run came to. */
export interface Conclusion {
  readonly declaration: ActionDeclaration;
  readonly mask: Mask;
  readonly log: ActionLog;
  readonly places: SourcePlaces;
}

/**
 * What a run came to: its outputs, held to the declaration, or a failure, of which the log says more. Never throws.
 *
 * @param isLoaded false where the module has not finished loading
 */
export function conclude(
  ending: Ending,
  run: Run,
  isLoaded: boolean,
  request: RunRequest,
  by: Conclusion,
): Answer {
  try {
    if (ending.by === 'failure') throw ending.thrown;
    if (ending.by === 'exit' && ending.code !== 0) {
      throw new ActionFailure(`The action called process.exit(${ending.code}).`, { cause: ending.at });
    }
    if (ending.by === 'drained' && !isLoaded) {
      throw new ActionFailure('The module never finished loading: it awaits something that does not come.');
    }
    if (ending.by === 'limit') checkAtLimit(run, by);
    const { outputs, warnings } = checkOutputs(run.value?.outputFields, by.declaration, by.mask);
    for (const warning of warnings) by.log.write(run.fields, 'WARN', warning);
    if (outputs[executionState] !== 'BLOCK') return { outputs };
    return { failure: blocked(run.value?.outputFields, by.declaration) };
  } catch (thrown) {
    return { failure: failed(thrown, run, request, by) };
  }
}

/** A result that was given by the time limit stands; without one the run has failed. */
function checkAtLimit(run: Run, { declaration, log }: Conclusion): void {
  const limit = `${declaration.timeoutSeconds} s`;
  if (run.value === undefined) {
    throw new ActionFailure(
      `The action took longer than its time limit of ${limit}. What kept it alive: ${openResources()}. Raise the step's "timeout", or see what it waits for.`,
      { retryable: declaration.retryTimeouts ?? false },
    );
  }
  log.write(
    run.fields,
    'WARN',
    `The action gave its result, but something kept it alive until its time limit of ${limit}: ${openResources()}. Close connections and clear timers when the work is done, or return { outputFields } instead of calling the callback.`,
  );
}

function blocked(outputFields: unknown, declaration: ActionDeclaration): Failure {
  const { workflow, step, pause, pauseSeconds = defaultExpirySeconds } = declaration;
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
  return {
    name: 'CodedActions.Blocked',
    message: `expirationSeconds=${seconds} ${workflow}/${step} waits to be completed.`,
  };
}

function failed(
  thrown: unknown,
  run: Run,
  request: RunRequest,
  { declaration, mask, log, places }: Conclusion,
): Failure {
  const failure = isActionFailure(thrown) ? thrown : undefined;
  const hide = (text: string) => mask.hide(text);
  const read = readThrown(thrown, hide);
  // A failure of our own wording has the user's line only where one of the user's errors caused it.
  const stack =
    failure === undefined
      ? read.stack
      : failure.cause === undefined
        ? ''
        : readThrown(failure.cause, hide).stack;
  const place = places.first(stack);
  const verdict = classify(read, request.invocation.attempt, failure, declaration.retryLimits);
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
