import { stageNames } from '../../lib/stacks/stage-names';
import { stageVariable } from '../../lib/workflow/action-contract';

type Environment = Readonly<Record<string, string | undefined>>;

/** The table of the function's stage: `CODED_ACTIONS_TABLE`, else by the stage's name. @throws Error without either */
export function tableName(environment: Environment): string {
  return environment.CODED_ACTIONS_TABLE ?? stageNames(stageOf(environment)).table;
}

/** What begins the names of the stage's machines: `CODED_ACTIONS_MACHINE_PREFIX`, else by the stage's name. @throws Error */
export function machinePrefix(environment: Environment): string {
  return environment.CODED_ACTIONS_MACHINE_PREFIX ?? stageNames(stageOf(environment)).stateMachinePrefix;
}

function stageOf(environment: Environment): string {
  const stage = environment[stageVariable];
  if (stage === undefined) throw new Error(`The environment has no ${stageVariable}.`);
  return stage;
}
