import type { LocalRuntimeOptions } from '../local/runtime';
import type { CommandContext } from './command-context';

type Denial = Parameters<NonNullable<LocalRuntimeOptions['onDenial']>>[0];

/** Says which grant a run misses: deployed, it would miss it too. */
export function tellDenial(denial: Denial, context: CommandContext): void {
  const { message, action, resource, roleArn, consequence } = denial;
  const who = roleArn === undefined ? `the policy of ${resource}` : `the role ${roleArn.split('/').at(-1)}`;
  context.printError(
    `AccessDeniedException: ${message}.${consequence === undefined ? '' : ` ${consequence}`}\n  → Let ${who} allow ${action} on ${resource}.`,
  );
}
