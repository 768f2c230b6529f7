import { stageNames } from '../../stacks/stage-names';
import { ServiceRefusedError } from '../service-refused-error';
import type { StageServices } from '../services';
import type { ClientSettings } from './client-settings';
import { openExecutions } from './executions';
import { openFunctions } from './functions';
import { openIdentity } from './identity';
import { openLogs } from './logs';
import { openRules } from './rules';
import { openRuns } from './runs';
import { openStacks } from './stacks';

/**
 * All services of a stage.
 *
 * @throws ServiceRefusedError when nothing says which region it is
 */
export async function openStageServices(stage: string, settings: ClientSettings): Promise<StageServices> {
  const [region, functions, identity, logs, stacks, executions, rules, runs] = await Promise.all([
    regionOf(settings),
    openFunctions(settings),
    openIdentity(settings),
    openLogs(settings),
    openStacks(settings),
    openExecutions(settings),
    openRules(settings),
    openRuns(settings, stageNames(stage).table),
  ]);
  return { region, functions, identity, logs, stacks, executions, rules, runs };
}

/** The region that the SDK acts in. */
async function regionOf(settings: ClientSettings): Promise<string> {
  const { SFNClient } = await import('@aws-sdk/client-sfn');
  try {
    return await new SFNClient(settings).config.region();
  } catch (error) {
    throw new ServiceRefusedError('Finding the region', error);
  }
}
