import { randomUUID } from 'node:crypto';
import type { TargetCall } from './events/deliver';
import { DeliveryError } from './events/delivery-error';
import type { EventEnvelope } from './events/event-envelope';
import type { LocalStepFunctions } from './executions/local-step-functions';
import type { AsyncInvocations } from './lambda/async-invocations';
import type { LocalQueues } from './queues/local-queues';
import { ServiceFailure } from './service-failure';

/** What rules can have as their targets. */
export interface TargetServices {
  readonly stepFunctions: LocalStepFunctions;
  readonly asyncInvocations: AsyncInvocations;
  readonly hasFunction: (functionArn: string) => boolean;
  readonly queues: LocalQueues;
  readonly publish: (busName: string, event: EventEnvelope) => void;
}

/** Hands events to the targets of rules: a state machine, a function, a queue, another bus. */
export function deliverToTarget(services: TargetServices): TargetCall {
  return async ({ target: { arn }, input, event }) => {
    const [, , service, , , ...rest] = arn.split(':');
    if (service === 'states') return startExecution(services.stepFunctions, arn, input, event);
    if (service === 'lambda') {
      if (!services.hasFunction(arn)) throw new DeliveryError('NO_RESOURCE', `Function not found: ${arn}`);
      services.asyncInvocations.invoke(arn, input);
      return;
    }
    if (service === 'sqs') return services.queues.send(arn, { body: input, attributes: {} });
    if (service === 'events') return services.publish(rest.join(':').replace(/^event-bus\//, ''), event);
    throw new DeliveryError('NO_RESOURCE', `There is no target ${arn}.`);
  };
}

/** EventBridge names the executions that it starts after the event and a number of its own. */
function startExecution(
  stepFunctions: LocalStepFunctions,
  stateMachineArn: string,
  input: string,
  event: EventEnvelope,
): void {
  try {
    stepFunctions.start({ stateMachineArn, input, name: `${event.id}_${randomUUID()}` });
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    const code = error.name === 'StateMachineDoesNotExist' ? 'NO_RESOURCE' : 'INVALID_PARAMETER';
    throw new DeliveryError(code, error.message);
  }
}
