import { type EventDetails, failureDetails } from './history';
import type { IntegrationCall } from './integration';
import type { Json } from './json';
import { payloadText } from './limits';
import type { StateError } from './state-error';
import type { Visit } from './visit';

/**
 * The events of one task attempt. Lambda functions named by their own ARN and activities have event types of their
 * own: "HistoryEvent" in the Step Functions API reference.
 */
export class TaskEvents {
  private readonly kind: 'Task' | 'LambdaFunction' | 'Activity';
  private readonly common: EventDetails;

  constructor(
    private readonly call: IntegrationCall,
    private readonly visit: Visit,
  ) {
    this.kind =
      call.service === 'lambda-function'
        ? 'LambdaFunction'
        : call.service === 'activity'
          ? 'Activity'
          : 'Task';
    this.common = this.kind === 'Task' ? { resourceType: call.service, resource: actionName(call) } : {};
  }

  /** @throws StateError `States.DataLimitExceeded` when what the task is given is too large */
  scheduled(): void {
    const { call } = this;
    const input = payloadText(call.arguments, call.stateName, true);
    const details: EventDetails =
      this.kind === 'Task'
        ? { ...this.common, region: regionOf(this.visit.execution.executionArn), parameters: input }
        : { resource: call.resource, input, inputDetails: { truncated: false } };
    if (call.timeoutSeconds !== undefined) details.timeoutInSeconds = call.timeoutSeconds;
    if (call.heartbeatSeconds !== undefined) details.heartbeatInSeconds = call.heartbeatSeconds;
    if (call.credentials !== undefined) details.taskCredentials = credentialsOf(call.credentials);
    this.record('Scheduled', details);
  }

  started(): void {
    this.record('Started', this.kind === 'Task' ? this.common : undefined);
  }

  submitted(result: Json): void {
    this.record('Submitted', {
      ...this.common,
      output: JSON.stringify(result),
      outputDetails: { truncated: false },
    });
  }

  succeeded(output: string): void {
    this.record('Succeeded', { ...this.common, output, outputDetails: { truncated: false } });
  }

  failed(error: StateError): void {
    const what = error.error === 'States.Timeout' ? 'TimedOut' : 'Failed';
    this.record(what, { ...this.common, ...failureDetails(error) });
  }

  private record(what: string, details: EventDetails | undefined): void {
    const { kind } = this;
    const key = kind.charAt(0).toLowerCase() + kind.slice(1) + what;
    if (details) this.visit.record(kind + what, key, details);
    else this.visit.record(kind + what);
  }
}

/** The action with its pattern, such as `sendMessage.waitForTaskToken`. */
function actionName({ action, pattern, syncVersion }: IntegrationCall): string {
  if (pattern === 'request-response') return action;
  return `${action}.${pattern}${syncVersion ? `:${syncVersion}` : ''}`;
}

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}

/** `RoleArn` in a definition, `roleArn` in the history. */
function credentialsOf(credentials: Json): EventDetails {
  const given = typeof credentials === 'object' && credentials !== null && 'RoleArn' in credentials;
  return given ? { roleArn: credentials.RoleArn } : {};
}
