import { decideRetention } from './decide-retention';
import { type Look, lookAtStage } from './look-at-stage';
import type { Verdict } from './verdict';

/** What is to become of what stands in a stage. */
export interface PrunePlan {
  readonly region: string;
  /** A verdict for each thing. */
  readonly verdicts: readonly Verdict[];
}

/**
 * Looks at a stage, and decides what can go. Nothing is changed.
 *
 * @throws DeployUnderWayError when a stack is changing
 * @throws ServiceRefusedError when AWS does not answer
 */
export async function planPrune(look: Look): Promise<PrunePlan> {
  const seen = await lookAtStage(look);
  return { region: seen.region, verdicts: decideRetention(seen) };
}

/** What goes. */
export function deletionsOf(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.filter(({ verdict }) => verdict === 'delete');
}

/** What stays though no stack holds it. */
export function retainedOf(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.filter(({ verdict, held }) => verdict === 'keep' && !held);
}
