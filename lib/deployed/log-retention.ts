import { type Judgement, keep } from './judgement';
import type { StandingLogGroup } from './standing';

const day = 24 * 60 * 60 * 1000;

/**
 * What becomes of a log group that nothing writes to any more. Logs are what a person reads after something went wrong,
 * also when the step is gone: they stay as long as the log group was made to keep them. After that it holds nothing, and
 * it goes.
 */
export function decideLogGroup({ retentionDays, lastWrittenAt }: StandingLogGroup, now: number): Judgement {
  if (lastWrittenAt === undefined) return { verdict: 'delete', why: 'nothing was ever written to it' };
  if (retentionDays === undefined) return keep('its logs never expire');
  const emptyAt = lastWrittenAt + retentionDays * day;
  return now > emptyAt
    ? { verdict: 'delete', why: `its last logs expired on ${dateOf(emptyAt)}` }
    : keep(`its logs are kept until ${dateOf(emptyAt)}`);
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
