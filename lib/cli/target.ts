import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { Option } from 'commander';
import { CodedActionsError } from '../coded-actions-error';
import type { CommandContext } from './command-context';

/** Where a command acts: it always says so, since a slip could change production. */
export type Target =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'stage';
      readonly stage: string;
      readonly region: string | undefined;
      readonly profile: string | undefined;
    };

/** What commander hands over for `addTargetOptions`, and the `--json` that every such command has. */
export interface TargetOptions {
  readonly local?: boolean;
  readonly stage?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Adds `--local`, `--stage`, `--region` and `--profile` to a command that touches state, and `--yes` to one that changes
 * it.
 */
export function addTargetOptions(command: Command, touch: 'reads' | 'changes'): Command {
  addPlaceOptions(
    command
      .addOption(new Option('--local', 'act on the local data (the default)').conflicts('stage'))
      .option('--stage <stage>', 'act on a deployed stage'),
  );
  return touch === 'reads' ? command : addConfirmation(command);
}

/** Adds `--region` and `--profile`, which say where a stage is. */
export function addPlaceOptions(command: Command): Command {
  return command
    .option('--region <region>', "the stage's region; your AWS settings' by default")
    .option('--profile <profile>', 'the AWS profile to use');
}

/** Adds `--yes`, to a command that changes something. */
export function addConfirmation(command: Command): Command {
  return command.option('--yes', 'do not ask before prod is changed');
}

/**
 * The target of a command that reads, told to the person unless `--json` is given.
 *
 * @param tell what the command does there, as a sentence
 * @throws TargetOptionsError as `targetOf`
 */
export function targetToRead(
  options: TargetOptions,
  context: CommandContext,
  tell: (target: Target) => string,
): Target {
  const target = targetOf(options);
  if (options.json !== true) context.printError(tell(target));
  return target;
}

/**
 * The target of a command that changes it: told, and confirmed where it is production.
 *
 * @throws TargetOptionsError as `targetOf`
 * @throws NotConfirmedError when nobody says yes
 */
export async function targetToChange(
  options: TargetOptions,
  context: CommandContext,
  tell: (target: Target) => string,
): Promise<Target> {
  const target = targetToRead(options, context, tell);
  await confirmChange(target, options, context);
  return target;
}

/** A command that would change prod, and nobody said yes. */
export class NotConfirmedError extends CodedActionsError {
  readonly code = 'not-confirmed';
  readonly remedy = 'Say yes when asked, or add --yes.';

  constructor(target: string) {
    super(`Nothing was changed: ${target} is production, and nobody confirmed.`);
  }
}

/** Options that say nothing together. */
export class TargetOptionsError extends CodedActionsError {
  readonly code = 'target-options';
  readonly remedy = 'Add --stage <stage>, or leave --region and --profile out.';

  constructor() {
    super('--region and --profile say where a stage is, and no --stage is given.');
  }
}

/**
 * Where the options say that the command acts.
 *
 * @throws TargetOptionsError when a region or a profile is given without a stage.
 */
function targetOf(options: TargetOptions): Target {
  if (options.stage !== undefined) {
    return { kind: 'stage', stage: options.stage, region: options.region, profile: options.profile };
  }
  if (options.region !== undefined || options.profile !== undefined) throw new TargetOptionsError();
  return { kind: 'local' };
}

/** The target as a command prints it before it acts. */
export function describeTarget(target: Target): string {
  if (target.kind === 'local') return 'local data (.coded-actions)';
  const region = target.region === undefined ? '' : ` in ${target.region}`;
  const profile = target.profile === undefined ? '' : `, profile ${target.profile}`;
  return `stage ${target.stage}${region}${profile}`;
}

/** The options that a command for the target is typed with, with a space before; empty for local data. */
export function targetFlags(target: Target): string {
  if (target.kind === 'local') return '';
  const region = target.region === undefined ? '' : ` --region ${target.region}`;
  const profile = target.profile === undefined ? '' : ` --profile ${target.profile}`;
  return ` --stage ${target.stage}${region}${profile}`;
}

/**
 * Asks before a stage named prod is changed.
 *
 * @throws NotConfirmedError when the answer is not yes, or nobody can be asked and `--yes` is not given.
 */
async function confirmChange(target: Target, options: TargetOptions, context: CommandContext): Promise<void> {
  if (target.kind === 'local' || target.stage !== 'prod' || options.yes === true) return;
  if (!context.interactive) throw new NotConfirmedError(describeTarget(target));
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(`Change ${describeTarget(target)}? (yes/no) `);
  prompt.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new NotConfirmedError(describeTarget(target));
}
