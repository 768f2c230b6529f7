import type { LocalEventBridge } from '../events/local-event-bridge';
import type { LocalStepFunctions } from '../executions/local-step-functions';
import type { LocalLambda } from '../lambda/local-lambda';
import type { LogLine } from '../lambda/log-line';
import type { IntegrationCall } from '../states';

/** The services on this machine that Task states reach. */
export interface LocalServices {
  readonly lambda: Pick<LocalLambda, 'invoke'>;
  /** DynamoDB: an operation, such as `GetItem`, and its input. */
  readonly callDynamoDb: (operation: string, input: unknown) => Promise<unknown>;
  readonly eventBridge: Pick<LocalEventBridge, 'putEvents'>;
  readonly stepFunctions: Pick<LocalStepFunctions, 'start' | 'find' | 'taskTokens'>;
  /** Aborts when nobody waits for answers any more: functions that Task states invoked are ended then. */
  readonly closing?: AbortSignal;
  /** Told what a function wrote when a Task state invoked it. */
  readonly onLogs?: (call: IntegrationCall, logs: readonly LogLine[], requestId: string) => void;
}

/** Carries out the calls of one integration. */
export type Adapter = (call: IntegrationCall, services: LocalServices) => Promise<unknown>;
