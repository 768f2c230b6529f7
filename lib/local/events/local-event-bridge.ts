import type { LocalBus, LocalRule, LocalTarget } from '../assembly/local-resources';
import type { Clock } from '../states';
import { type DeadLetter, deliver, type TargetCall } from './deliver';
import type { EventEnvelope } from './event-envelope';
import { compileEventPattern, type EventMatcher } from './pattern/event-pattern';
import { type PutEventsEntry, type PutEventsResultEntry, readEntry } from './put-events';

/** What a {@link LocalEventBridge} is given. */
export interface LocalEventBridgeOptions {
  readonly account: string;
  readonly region: string;
  readonly buses: readonly LocalBus[];
  readonly rules: readonly LocalRule[];
  readonly clock: Clock;
  readonly call: TargetCall;
  readonly sendDeadLetter: (letter: DeadLetter) => void;
  /** Asked before events from outside are taken: what it throws is what `PutEvents` answers. */
  readonly beforePut?: () => void;
  /** Told of every event on any bus, with the names of the rules that match it. */
  readonly onEvent?: (busName: string, event: EventEnvelope, rules: readonly string[]) => void;
}

/** What `PutEvents` answers. */
export interface PutEventsResult {
  readonly FailedEntryCount: number;
  readonly Entries: readonly PutEventsResultEntry[];
}

/** The account's event buses: the default one, and those of the assembly. */
export class LocalEventBridge {
  private readonly matchers: readonly { rule: LocalRule; matches: EventMatcher }[];
  private readonly underWay = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  /** @throws InvalidEventPatternError for a rule whose pattern EventBridge refuses */
  constructor(private readonly options: LocalEventBridgeOptions) {
    this.matchers = options.rules
      .filter(({ enabled }) => enabled)
      .flatMap((rule) =>
        rule.eventPattern === undefined ? [] : [{ rule, matches: compileEventPattern(rule.eventPattern) }],
      );
  }

  /** Takes events from outside. What each entry came to stands in its place in the answer. @throws as `beforePut` */
  putEvents(entries: readonly PutEventsEntry[]): PutEventsResult {
    const { account, region, clock, beforePut } = this.options;
    beforePut?.();
    const results = entries.map((entry): PutEventsResultEntry => {
      const read = readEntry(entry, { account, region, now: clock.now() });
      if ('ErrorCode' in read) return read;
      if (!this.hasBus(read.busName)) {
        const message = `Event bus ${read.busName} does not exist.`;
        return { ErrorCode: 'InvalidArgument', ErrorMessage: message };
      }
      this.publish(read.busName, read.envelope);
      return { EventId: read.envelope.id };
    });
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  }

  /** Puts an event on a bus as it is: how AWS's own services do it, on `default`. */
  publish(busName: string, event: EventEnvelope): void {
    const matching = this.matchers.filter(({ rule, matches }) => rule.busName === busName && matches(event));
    this.options.onEvent?.(
      busName,
      event,
      matching.map(({ rule }) => rule.name),
    );
    for (const { rule } of matching) this.send(rule, event);
  }

  /** Delivers an event to the targets of one rule. */
  send(rule: LocalRule, event: EventEnvelope): void {
    for (const target of rule.targets) this.start(rule, target, event);
  }

  /** Resolves when no delivery is under way any more. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Gives up the deliveries that wait for another attempt. */
  close(): void {
    this.closing.abort();
  }

  private start(rule: LocalRule, target: LocalTarget, event: EventEnvelope): void {
    const { clock, call, sendDeadLetter } = this.options;
    const delivery = deliver(rule, target, event, {
      clock,
      call,
      sendDeadLetter,
      signal: this.closing.signal,
    })
      .catch((error) => {
        if (!this.closing.signal.aborted) throw error;
      })
      .finally(() => this.underWay.delete(delivery));
    this.underWay.add(delivery);
  }

  private hasBus(name: string): boolean {
    return name === 'default' || this.options.buses.some((bus) => bus.name === name);
  }
}
