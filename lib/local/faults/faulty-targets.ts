import type { Delivery, TargetCall } from '../events/deliver';
import { compileEventPattern } from '../events/pattern/event-pattern';
import type { Clock } from '../states';
import type { FaultCounter } from './fault-counter';
import type { EventFault } from './fault-plan';

/** What {@link faultyTargets} needs of the world. */
export interface FaultyTargetsSurroundings {
  readonly clock: Clock;
  /** Ends waits. */
  readonly signal: AbortSignal;
}

/** Targets whose events come twice, late, in another order or never, by a plan: "at least once", and in no order. */
export function faultyTargets(
  inner: TargetCall,
  faults: FaultCounter<EventFault>,
  { clock, signal }: FaultyTargetsSurroundings,
): TargetCall {
  const isAbout = memoizedMatcher();
  /** Those that wait to be overtaken, by the target that they are for. */
  const waiting = new Map<string, (() => void)[]>();
  const later = (milliseconds: number) =>
    clock.sleepUntil(clock.now() + milliseconds, signal).catch(() => {});

  return async (delivery) => {
    const { target, rule, event } = delivery;
    const what = `the event ${event['detail-type']} to ${target.arn.split(':').at(-1)}`;
    const fault = faults.next((one) => isAbout(one, delivery), what);
    const key = `${rule.arn} ${target.id}`;
    switch (fault?.what) {
      case 'lost':
        return;
      case 'doubled':
        await inner(delivery);
        return inner(delivery);
      case 'delayed':
        await later(fault.seconds * 1000);
        return inner(delivery);
      case 'overtaken': {
        const overtaken = new Promise<void>((resolve) => {
          waiting.set(key, [...(waiting.get(key) ?? []), resolve]);
        });
        await Promise.race([overtaken, later(fault.seconds * 1000)]);
        return inner(delivery);
      }
      default: {
        await inner(delivery);
        const behind = waiting.get(key) ?? [];
        waiting.delete(key);
        for (const goOn of behind) goOn();
      }
    }
  };
}

function memoizedMatcher(): (fault: EventFault, delivery: Delivery) => boolean {
  const matchers = new Map<EventFault, ReturnType<typeof compileEventPattern>>();
  return (fault, { rule, event }) => {
    const { pattern, rule: name } = fault;
    if (name !== undefined && !rule.name.startsWith(name) && !rule.logicalId.startsWith(name)) return false;
    if (pattern === undefined) return true;
    const matches = matchers.get(fault) ?? compileEventPattern(pattern);
    matchers.set(fault, matches);
    return matches(event);
  };
}
