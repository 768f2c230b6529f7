import type { EnrollmentUsage } from './enrollment-usage';

/** What the figures of docs/scale.md are of: they change, and other regions have others. */
export const pricesAsOf = 'us-east-1, November 2026, without free tier and discounts';

/** US dollars. Each is on the service's page of prices. */
export const prices = {
  /** "AWS Step Functions Pricing": Standard Workflows. */
  transition: 0.025 / 1000,
  /** "Pricing for On-Demand Capacity" (Amazon DynamoDB), standard table class. */
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  /** "AWS Lambda Pricing": a request, and a GB-second on Arm in the first tier. */
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.000_013_333_4,
  /** "Amazon EventBridge pricing": custom events of up to 64 KB; those of AWS's services cost nothing. */
  event: 1 / 1e6,
  /** "Amazon CloudWatch Pricing": logs of the standard class, and vended logs to them, in the first tier. */
  logGigabyte: 0.5,
  /** "AWS X-Ray pricing": a trace recorded. */
  trace: 5 / 1e6,
  /** "AWS Secrets Manager Pricing": a call. */
  secretCall: 0.05 / 10_000,
} as const;

/** What is not counted but assumed: it is the user's code, or the day's course. */
export interface Assumptions {
  readonly enrollments: number;
  /** Of one invocation of an action; calendars and CRMs take their time. */
  readonly actionSeconds: number;
  readonly actionMemoryGigabytes: number;
  /** Of one invocation of `run-status`, which has 256 MB. */
  readonly statusSeconds: number;
  /** What Lambda and an action write a time: Lambda's own three lines take some 700 bytes. */
  readonly actionLogBytes: number;
  readonly statusLogBytes: number;
  /** Workers of actions that stay warm the day through; each asks for a secret every five minutes. */
  readonly warmWorkers: number;
  readonly secretsAWorker: number;
}

/** A million a day, evenly. */
export const million: Assumptions = {
  enrollments: 1e6,
  actionSeconds: 0.3,
  actionMemoryGigabytes: 0.25,
  statusSeconds: 0.03,
  actionLogBytes: 1000,
  statusLogBytes: 900,
  warmWorkers: 10,
  secretsAWorker: 2,
};

const secondsADay = 86_400;
const secretLifetimeSeconds = 300;

/** One line of the bill of a day: what there is of it, and US dollars. */
export interface Cost {
  readonly what: string;
  readonly amount: number;
  readonly dollars: number;
}

/** What the enrollments of a day cost, line by line. */
export function costsOf(usage: EnrollmentUsage, day: Assumptions = million): readonly Cost[] {
  const times = (each: number): number => each * day.enrollments;
  const line = (what: string, amount: number, price: number): Cost => ({
    what,
    amount,
    dollars: amount * price,
  });
  const actions = times(usage.actionInvocations);
  const statuses = times(usage.statusInvocations);
  const executions = times(usage.executions);
  const gigabyteSeconds =
    actions * day.actionSeconds * day.actionMemoryGigabytes + statuses * day.statusSeconds * 0.25;
  const logBytes = actions * day.actionLogBytes + statuses * day.statusLogBytes;
  // "Configuring sampling rules": by default the first request a second, and five percent of the others.
  const traces = Math.min(executions, secondsADay + 0.05 * Math.max(0, executions - secondsADay));
  const secretCalls =
    actions === 0 ? 0 : day.warmWorkers * day.secretsAWorker * (secondsADay / secretLifetimeSeconds);
  return [
    line('Step Functions: transitions', times(usage.transitions), prices.transition),
    line('DynamoDB: write units', times(usage.writes + usage.indexWrites), prices.writeUnit),
    line('DynamoDB: read units', times(usage.reads), prices.readUnit),
    line('EventBridge: custom events', times(usage.events), prices.event),
    line('Lambda: requests', actions + statuses, prices.invocation),
    line('Lambda: GB-seconds', gigabyteSeconds, prices.gigabyteSecond),
    line('CloudWatch Logs of machines: GB', times(usage.machineLogKilobytes) / 1e6, prices.logGigabyte),
    line('CloudWatch Logs of Lambdas: GB', logBytes / 1e9, prices.logGigabyte),
    line('X-Ray: traces', traces, prices.trace),
    line('Secrets Manager: calls', secretCalls, prices.secretCall),
  ];
}
