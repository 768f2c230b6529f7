import type { TaskResource } from '../integration';
import type { Json } from '../json';
import { StateError } from '../state-error';
import type { Visit } from '../visit';

/**
 * The call of a reader or a writer: like a Task's, but without events of its own.
 *
 * @param errorName what the state fails with where the call does
 * @throws StateError
 */
export async function callStorage(
  resource: TaskResource,
  given: Json,
  visit: Visit,
  errorName: 'States.ItemReaderFailed' | 'States.ResultWriterFailed',
): Promise<unknown> {
  const { integrations, clock, executionArn } = visit.execution;
  try {
    return await clock.during(
      integrations.invoke({
        ...resource,
        arguments: given,
        stateName: visit.stateName,
        executionArn,
        attempt: visit.retryCount,
        path: visit.flow.path,
        signal: visit.signal,
      }),
    );
  } catch (thrown) {
    visit.signal.throwIfAborted();
    throw new StateError(errorName, thrown instanceof Error ? thrown.message : String(thrown));
  }
}
