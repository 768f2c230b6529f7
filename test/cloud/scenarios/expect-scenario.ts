import type { World } from '../worlds/world';
import { comparableHistory } from './comparable-history';
import { type Observed, runScenario } from './run-scenario';
import type { Scenario } from './scenario';
import type { ScriptedSystem } from './scripted-system';

/** A scenario's title, with the claims that it checks. */
export function titleOf({ title, claims }: Scenario): string {
  return `${title} [${claims.join(', ')}]`;
}

/** Plays a scenario in both worlds: it must end as described in each, and in the same way in both. */
export async function expectScenario(
  scenario: Scenario,
  worlds: { readonly cloud: World; readonly local: World },
  system: ScriptedSystem,
  objectId: string,
): Promise<void> {
  const inCloud = await runScenario(worlds.cloud, scenario, system, objectId);
  const here = await runScenario(worlds.local, scenario, system, objectId);

  expectAsDescribed(inCloud, scenario, objectId);
  expectAsDescribed(here, scenario, objectId);
  if (scenario.mayDiffer === undefined) {
    expect(inCloud.runs.map(comparableHistory)).toEqual(here.runs.map(comparableHistory));
  }
}

function expectAsDescribed({ runs, properties, keys }: Observed, scenario: Scenario, objectId: string): void {
  const wanted: Scenario = JSON.parse(JSON.stringify(scenario).replaceAll('$ID', objectId));
  const wantedRuns = [...wanted.runs].sort((one, other) => one.workflow.localeCompare(other.workflow));
  expect(runs).toMatchObject(wantedRuns);
  expect(runs).toHaveLength(wantedRuns.length);
  for (const { status, storedStatus } of runs) {
    if (storedStatus !== undefined) expect(storedStatus).toBe(status);
  }
  if (wanted.properties !== undefined) expect(properties).toEqual(wanted.properties);
  if (wanted.keys !== undefined) expect(keys).toEqual(wanted.keys);
}
