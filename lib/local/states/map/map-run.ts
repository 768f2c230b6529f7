import { Flow } from '../flow';
import { failureDetails, History } from '../history';
import type { Json, JsonObject } from '../json';
import { isJsonObject } from '../json';
import { randomUuid } from '../jsonata/random';
import type { Preparation } from '../preparation';
import { runTogether } from '../run-together';
import { StateError } from '../state-error';
import type { ExecutionFrame, PreparedFlow, Visit } from '../visit';
import { prepareBatcher } from './item-batcher';
import { prepareItemReader } from './item-reader';
import { itemsOf, iterationInput } from './items';
import { prepareResultWriter } from './result-writer';

/**
 * "Using Map state in Distributed mode": a Map Run of child executions, each with a context object, a history and
 * variables of its own: it sees none of the parent's. Some may fail, up to a threshold.
 *
 * @param config `ProcessorConfig`
 */
export function prepareMapRun(
  { data, definition, place, name }: Preparation,
  processor: PreparedFlow,
  config: Record<string, unknown>,
): (visit: Visit) => Promise<Json> {
  const concurrency = data.number('MaxConcurrency', 'non-negative integer');
  const failureCount = data.number('ToleratedFailureCount', 'non-negative integer');
  const failurePercentage = data.number('ToleratedFailurePercentage', 'percentage');
  const read = prepareItemReader(definition.ItemReader, place.at('ItemReader'), data);
  const batch = prepareBatcher(definition.ItemBatcher, place.at('ItemBatcher'), data);
  const write = prepareResultWriter(definition.ResultWriter, place.at('ResultWriter'), data);
  const label = typeof definition.Label === 'string' ? definition.Label : name;
  const isExpress = config.ExecutionType === 'EXPRESS';

  return async (visit) => {
    const maxConcurrency = concurrency?.(visit) || undefined;
    const count = failureCount?.(visit);
    const percentage = failurePercentage?.(visit);
    const given = read ? undefined : itemsOf(data.items(visit));
    const children: Flow[] = visit.flow.resumed() ?? [];
    visit.record('MapStateStarted', 'mapStateStarted', { length: given?.length ?? 0 });
    const mapRunArn = runArn(visit, label);
    visit.record('MapRunStarted', 'mapRunStarted', { mapRunArn });
    visit.flow.children = children;
    try {
      const items = given ?? (await read?.(visit)) ?? [];
      const inputs = batch(
        items.map((item) => iterationInput(item, visit, data)),
        visit,
      );
      const failures = new Map<number, StateError>();
      const run = async (index: number, input: Json, signal: AbortSignal): Promise<Json> => {
        const child = children[index] ?? startChild(visit, processor, index, input, mapRunArn, isExpress);
        children[index] = child;
        try {
          return await child.run(signal);
        } catch (thrown) {
          if (!(thrown instanceof StateError) || signal.aborted) throw thrown;
          failures.set(index, thrown);
          if (exceedsTolerance(failures.size, inputs.length, count, percentage)) {
            throw new StateError(
              'States.ExceedToleratedFailureThreshold',
              'The specified tolerated failure threshold was exceeded',
            );
          }
          return { Status: 'FAILED', ...errorFields(thrown) };
        }
      };
      const outputs = await runTogether(
        visit,
        inputs.map((input, index) => (signal) => run(index, input, signal)),
        maxConcurrency === undefined ? {} : { maxConcurrency },
      );
      const result = write ? await write(outputs, failures, inputs, visit, mapRunArn) : outputs;
      visit.record('MapRunSucceeded');
      visit.record('MapStateSucceeded');
      return result;
    } catch (thrown) {
      if (thrown instanceof StateError) {
        visit.record('MapRunFailed', 'mapRunFailed', failureDetails(thrown));
        visit.record('MapStateFailed');
      }
      throw thrown;
    }
  };
}

/** Without either threshold no failure is tolerated; with both, whichever is reached first counts. */
function exceedsTolerance(failed: number, total: number, count?: number, percentage?: number): boolean {
  if (count === undefined && percentage === undefined) return failed > 0;
  const byCount = count !== undefined && failed > count;
  const byPercentage = percentage !== undefined && (100 * failed) / total > percentage;
  return byCount || byPercentage;
}

function errorFields({ error, causeText }: StateError): JsonObject {
  return { Error: error ?? null, Cause: causeText ?? null };
}

function runArn({ execution }: Visit, label: string): string {
  const [, partition, , region, account] = execution.executionArn.split(':');
  const machine = execution.executionArn.split(':')[6];
  return `arn:${partition}:states:${region}:${account}:mapRun:${machine}/${label}:${randomUuid(execution.random)}`;
}

/** A child execution: nothing of its parent but what it is given. */
function startChild(
  visit: Visit,
  processor: PreparedFlow,
  index: number,
  input: Json,
  mapRunArn: string,
  isExpress: boolean,
): Flow {
  const { execution, flow } = visit;
  const name = randomUuid(execution.random);
  const executionArn = `${mapRunArn.replace(':mapRun:', isExpress ? ':express:' : ':execution:').replace(/:[^:]*$/, '')}:${name}`;
  const { clock } = execution;
  const parent = isJsonObject(execution.context.Execution) ? execution.context.Execution : {};
  const own: JsonObject = {
    Id: executionArn,
    Input: input,
    StartTime: new Date(clock.now()).toISOString(),
    Name: name,
    RoleArn: parent.RoleArn ?? null,
  };
  if (!isExpress) own.RedriveCount = 0;
  const history = new History(() => clock.now());
  const frame: ExecutionFrame = {
    ...execution,
    executionArn,
    history,
    context: { ...execution.context, Execution: own },
  };
  const lastEventId = history.record('ExecutionStarted', 0, 'executionStarted', {
    input: JSON.stringify(input),
    inputDetails: { truncated: false },
  });
  return new Flow(frame, processor, {
    input,
    lastEventId,
    variables: {},
    path: [...flow.path, [visit.stateName, index]],
  });
}
