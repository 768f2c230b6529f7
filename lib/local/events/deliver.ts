import type { LocalRule, LocalTarget } from '../assembly/local-resources';
import type { Clock } from '../states';
import { DeliveryError } from './delivery-error';
import type { EventEnvelope } from './event-envelope';
import { targetInput } from './target-input';

/** What is handed to a target of a rule. */
export interface Delivery {
  readonly rule: LocalRule;
  readonly target: LocalTarget;
  readonly event: EventEnvelope;
  /** What the target is given instead of the event, as JSON text. */
  readonly input: string;
}

/** Hands a target its input. @throws DeliveryError when it is not taken */
export type TargetCall = (delivery: Delivery) => Promise<void>;

/** A message for a dead-letter queue. */
export interface DeadLetter {
  readonly queueArn: string;
  /** On whose behalf it is sent. */
  readonly ruleArn: string;
  /** The event as JSON text. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a delivery needs of the world. */
export interface DeliverySurroundings {
  readonly clock: Clock;
  readonly call: TargetCall;
  readonly sendDeadLetter: (letter: DeadLetter) => void;
  /** Ends the wait between attempts. */
  readonly signal: AbortSignal;
}

/** The longest wait between two attempts, in milliseconds. */
const LONGEST_WAIT = 15 * 60 * 1000;

/**
 * Delivers an event to one target of a rule: again, with doubling waits, within the target's retry policy, then to
 * its dead-letter queue. AWS adds jitter and does not say how long its waits are; here they begin with a second.
 */
export async function deliver(
  rule: LocalRule,
  target: LocalTarget,
  event: EventEnvelope,
  { clock, call, sendDeadLetter, signal }: DeliverySurroundings,
): Promise<void> {
  const first = clock.now();
  const ingestionTime = new Date(first).toISOString();
  const input = targetInput(target, event, { ruleArn: rule.arn, ruleName: rule.name, ingestionTime });
  for (let retries = 0; ; retries++) {
    const failure = await attempt(() => call({ rule, target, event, input }));
    if (!failure) return;
    const next = clock.now() + Math.min(1000 * 2 ** retries, LONGEST_WAIT);
    const exhausted = exhaustedCondition(target, retries, next - first);
    if (exhausted === undefined && failure.isRetriable) {
      await clock.sleepUntil(next, signal);
      continue;
    }
    if (target.deadLetterArn !== undefined) {
      sendDeadLetter({
        queueArn: target.deadLetterArn,
        ruleArn: rule.arn,
        body: JSON.stringify(event),
        attributes: {
          RULE_ARN: rule.arn,
          TARGET_ARN: target.arn,
          ERROR_CODE: failure.code,
          ERROR_MESSAGE: failure.message,
          RETRY_ATTEMPTS: String(retries),
          ...(failure.isRetriable && exhausted !== undefined ? { EXHAUSTED_RETRY_CONDITION: exhausted } : {}),
        },
      });
    }
    return;
  }
}

function exhaustedCondition(target: LocalTarget, retries: number, age: number): string | undefined {
  if (retries >= target.maximumRetryAttempts) return 'MaximumRetryAttempts';
  return age > target.maximumEventAgeSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}

async function attempt(call: () => Promise<void>): Promise<DeliveryError | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (error instanceof DeliveryError) return error;
    return new DeliveryError('ERROR_FROM_TARGET', error instanceof Error ? error.message : String(error));
  }
}
