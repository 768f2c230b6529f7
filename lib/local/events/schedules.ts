import { randomUUID } from 'node:crypto';
import type { LocalRule } from '../assembly/local-resources';
import type { Clock } from '../states';
import { type EventEnvelope, envelopeTime } from './event-envelope';
import { parseSchedule, type Schedule } from './schedule-expression';

/** What scheduled rules are given. */
export interface SchedulesOptions {
  readonly account: string;
  readonly region: string;
  readonly rules: readonly LocalRule[];
  /** One that goes with the machine's time: a clock that jumps would go from one time to the next for ever. */
  readonly clock: Clock;
  readonly send: (rule: LocalRule, event: EventEnvelope) => void;
  readonly signal: AbortSignal;
}

/**
 * Fires the rules that have a schedule until the signal aborts.
 *
 * @throws InvalidScheduleError for a schedule that EventBridge refuses
 */
export function runSchedules({ account, region, rules, clock, send, signal }: SchedulesOptions): void {
  for (const rule of rules) {
    if (!rule.enabled || rule.scheduleExpression === undefined) continue;
    const schedule = parseSchedule(rule.scheduleExpression, clock.now());
    const fire = (time: number) => send(rule, scheduledEvent(rule, time, account, region));
    runSchedule(schedule, clock, fire, signal).catch((error) => {
      if (!signal.aborted) throw error;
    });
  }
}

async function runSchedule(
  schedule: Schedule,
  clock: Clock,
  fire: (time: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let time = schedule(clock.now()); time !== undefined; time = schedule(time)) {
    await clock.sleepUntil(time, signal);
    fire(time);
  }
}

function scheduledEvent(rule: LocalRule, time: number, account: string, region: string): EventEnvelope {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: envelopeTime(time),
    region,
    resources: [rule.arn],
    detail: {},
  };
}
