import type { AttributeMap } from '../../lib/records/attribute-value';
import { optionalString } from '../../lib/records/attributes';
import { executionName, type Run, runFromItem } from '../../lib/records/run-item';
import { runsOfStatus } from '../../lib/records/run-queries';
import type { QueryRequest } from '../../lib/records/table-call';
import type { PlacedStatus } from '../run-status/decide-run-status';
import { type Surroundings, writeRunStatus } from '../run-status/write-run-status';

/** One page of a query. */
export interface Page {
  readonly items: readonly AttributeMap[];
  readonly next: AttributeMap | undefined;
}

/** What the shell gives to the sweep. */
export interface SweepSurroundings extends Surroundings {
  /** The workflows of the stage that are deployed. */
  workflows(): AsyncIterable<string>;
  query(request: QueryRequest): Promise<Page>;
  /** What an execution is now; undefined when there is no such execution any more. */
  describe(execution: string): Promise<PlacedStatus | undefined>;
  /** How long the sweep may go on, in milliseconds. */
  remaining(): number;
  /** Tells of a run that could not be looked at. */
  report(execution: string, error: unknown): void;
}

/** What a sweep came to. */
export interface SweepReport {
  readonly workflows: number;
  /** Runs that were asked about. */
  readonly looked: number;
  /** Runs whose status was wrong and is right now. */
  readonly corrected: number;
  /** Of these, runs whose executions are no more. */
  readonly gone: number;
  /** Runs that could not be looked at. */
  readonly failed: number;
  /** False when the time was up before all runs were looked at; the next night goes on. */
  readonly complete: boolean;
}

/** A run that began less than an hour ago is left alone: its events may be under way. */
const youngest = 60 * 60 * 1000;
/** What one look may take; with less time left the sweep stops. */
const reserve = 20_000;
/** Runs looked at side by side: DescribeExecution is throttled by account ("Service quotas for Step Functions"). */
const pageSize = 8;

/** The error of a run whose execution cannot be asked about any more. */
export const executionNotFound = 'CodedActions.ExecutionNotFound';

/**
 * Looks at every run that is said to be running since more than an hour, and writes what its execution has become: the
 * event that should have said so can be lost.
 */
export async function sweepRuns(around: SweepSurroundings): Promise<SweepReport> {
  const counts = { workflows: 0, looked: 0, corrected: 0, gone: 0, failed: 0 };
  for await (const workflow of around.workflows()) {
    counts.workflows++;
    for await (const runs of oldRunningRuns(workflow, around)) {
      if (around.remaining() < reserve) return { ...counts, complete: false };
      const looks = await Promise.all(runs.map((run) => lookAt(run, around)));
      counts.looked += looks.length;
      counts.corrected += looks.filter((look) => look === 'corrected' || look === 'gone').length;
      counts.gone += looks.filter((look) => look === 'gone').length;
      counts.failed += looks.filter((look) => look === 'failed').length;
    }
  }
  return { ...counts, complete: true };
}

async function* oldRunningRuns(
  workflow: string,
  around: SweepSurroundings,
): AsyncGenerator<readonly AttributeMap[]> {
  const startedBefore = new Date(around.now() - youngest).toISOString();
  const request = runsOfStatus(around.tableName, workflow, 'RUNNING', { startedBefore, limit: pageSize });
  let next: AttributeMap | undefined;
  do {
    const page = await around.query(next === undefined ? request : { ...request, ExclusiveStartKey: next });
    yield page.items;
    next = page.next;
  } while (next !== undefined);
}

/** What looking at one run came to. */
type Look = 'same' | 'corrected' | 'gone' | 'failed';

async function lookAt(item: AttributeMap, around: SweepSurroundings): Promise<Look> {
  try {
    const run = runFromItem(item);
    const described = await around.describe(run.execution);
    if (described?.status === run.status && described.redriveCount === run.redriveCount) return 'same';
    const outcome = await writeRunStatus(described ?? lostStatus(run, around), around);
    if (outcome !== 'written') return 'same';
    return described === undefined ? 'gone' : 'corrected';
  } catch (error) {
    around.report(optionalString(item, 'execution') ?? JSON.stringify(item.pk), error);
    return 'failed';
  }
}

/** An execution is forgotten 90 days after its end, or with its machine: it is no longer running, and nothing else is known. */
function lostStatus(run: Run, around: SweepSurroundings): PlacedStatus {
  return {
    execution: run.execution,
    workflow: run.workflow,
    executionName: executionName(run.execution),
    status: 'ABORTED',
    redriveCount: run.redriveCount,
    stoppedAt: new Date(around.now()).toISOString(),
    error: executionNotFound,
  };
}
