import { type Command, InvalidArgumentError } from 'commander';
import { openStageServices } from '../deployed/aws/open-stage-services';
import type { StageServices } from '../deployed/services';
import { checkedStage } from '../stacks/stage';
import { stageClientOptions } from './stage-client-options';
import { addConfirmation, addPlaceOptions, type Target, type TargetOptions } from './target';

/** What commander hands over for `addStageOptions`. */
export interface StageOptions extends TargetOptions {
  readonly stage: string;
  readonly dryRun?: boolean;
  /** Seconds. */
  readonly settle: number;
}

/** Adds the options of a command that changes what is deployed: there is no local stage to change. */
export function addStageOptions(command: Command): Command {
  addPlaceOptions(command.requiredOption('--stage <stage>', 'the deployed stage to act on'));
  return addConfirmation(command.option('--dry-run', 'change nothing; say what would be done, and why'));
}

/** Opens the services of a target. */
export type OpenStageServices = (target: Target & { kind: 'stage' }) => Promise<StageServices>;

/** The services of a target through the SDK, which is loaded only then. */
export const openTargetServices: OpenStageServices = (target) =>
  openStageServices(target.stage, stageClientOptions(target));

/**
 * Where the options say that the command acts.
 *
 * @throws InvalidStageError when no stage can be called so
 */
export function stageOf({ stage, region, profile }: StageOptions): Target & { kind: 'stage' } {
  return { kind: 'stage', stage: checkedStage(stage), region, profile };
}

/** A number of seconds that a person typed. @throws InvalidArgumentError when it is none */
export function seconds(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number of seconds.');
  return Number(text);
}
