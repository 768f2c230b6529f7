import type { FaultPlan } from '../local/faults/fault-plan';
import { faultPlan } from '../local/faults/fault-plan';
import type { LocalRuntimeOptions } from '../local/runtime';
import type { CommandContext } from './command-context';
import { readInput } from './read-input';

/** The option `--faults` of commands that run workflows. */
export const faultsOption = ['--faults <file>', 'let go wrong what this file says (docs/faults.md)'] as const;

/**
 * What a local session is opened with for `--faults`: the plan, and what tells of each fault that strikes.
 *
 * @throws InputFileError, WorkflowProblemsError as `readInput`
 */
export async function faultsOf(
  file: string | undefined,
  context: CommandContext,
): Promise<Pick<LocalRuntimeOptions, 'faults' | 'onFault'>> {
  if (file === undefined) return {};
  const faults: FaultPlan = await readInput(file, faultPlan, context);
  return {
    faults,
    onFault: ({ what }, struck) => context.printError(`⚡ ${what}: ${struck}`),
  };
}
