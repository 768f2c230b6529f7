import { AccessDenied } from './authorization/access-denied';
import type { Authorizer } from './authorization/authorizer';
import type { DeadLetter, Delivery, TargetCall } from './events/deliver';
import { DeliveryError } from './events/delivery-error';

const SERVICE = 'events.amazonaws.com';

/** What a target is called by, by the service in its ARN. */
const ACTIONS: Readonly<Record<string, string>> = {
  events: 'events:PutEvents',
  lambda: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  states: 'states:StartExecution',
};

/**
 * Targets that are called where a policy allows it: that of the target's role, or, where it has none, that of the
 * function or the queue itself ("Using resource-based policies for Amazon EventBridge"). What is not allowed is not
 * tried again, but a dead letter at once.
 */
export function authorizedTargets(inner: TargetCall, authorizer: Authorizer): TargetCall {
  return async (delivery) => {
    try {
      check(delivery, authorizer);
    } catch (error) {
      if (error instanceof AccessDenied) throw new DeliveryError('NO_PERMISSIONS', error.message);
      throw error;
    }
    return inner(delivery);
  };
}

function check({ rule, target }: Delivery, authorizer: Authorizer): void {
  const { arn: resource, roleArn } = target;
  const [, , service = ''] = resource.split(':');
  const request = { action: ACTIONS[service] ?? `${service}:*`, resource };
  if (roleArn !== undefined) {
    authorizer.require({ roleArn, service: SERVICE, session: rule.name, sourceArn: rule.arn }, [request]);
  } else if (service === 'states') {
    throw new DeliveryError('NO_PERMISSIONS', `The target ${resource} has no role to be started in.`);
  } else if (service !== 'events') {
    // A bus of the same account takes events without a policy of its own.
    authorizer.requireOfResource({ service: SERVICE, sourceArn: rule.arn }, request);
  }
}

/** Sends dead letters where the queue's policy allows it. AWS loses the others without a word: it is only noted here. */
export function authorizedDeadLetters(
  inner: (letter: DeadLetter) => void,
  authorizer: Authorizer,
): (letter: DeadLetter) => void {
  return (letter) => {
    const request = { action: 'sqs:SendMessage', resource: letter.queueArn };
    try {
      const caller = { service: SERVICE, sourceArn: letter.ruleArn };
      authorizer.requireOfResource(
        caller,
        request,
        'EventBridge loses the event that could not be delivered.',
      );
    } catch (error) {
      if (error instanceof AccessDenied) return;
      throw error;
    }
    inner(letter);
  };
}
