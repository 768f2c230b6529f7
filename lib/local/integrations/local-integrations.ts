import { type IntegrationCall, IntegrationError, type Integrations, parseResource } from '../states';
import type { Adapter, LocalServices } from './adapter';
import { optimizedDynamoDb, sdkDynamoDb } from './dynamodb';
import { lambdaFunction, lambdaInvoke } from './lambda-invoke';
import { putEvents } from './put-events';
import { describe, sdkStartExecution, sendTask, startExecution } from './step-functions';

const ADAPTERS: ReadonlyMap<string, Adapter> = new Map([
  ['lambda:invoke', lambdaInvoke],
  ['dynamodb:getItem', optimizedDynamoDb],
  ['dynamodb:putItem', optimizedDynamoDb],
  ['dynamodb:updateItem', optimizedDynamoDb],
  ['dynamodb:deleteItem', optimizedDynamoDb],
  ['events:putEvents', putEvents],
  ['states:startExecution', startExecution],
  ['aws-sdk:sfn:startExecution', sdkStartExecution],
  ['aws-sdk:sfn:describeExecution', describe],
  ['aws-sdk:sfn:sendTaskSuccess', sendTask],
  ['aws-sdk:sfn:sendTaskFailure', sendTask],
  ['aws-sdk:sfn:sendTaskHeartbeat', sendTask],
]);

/** The integrations of Step Functions with the services on this machine. */
export class LocalIntegrations implements Integrations {
  constructor(private readonly services: LocalServices) {}

  async invoke(call: IntegrationCall): Promise<unknown> {
    const adapter = adapterOf(call.service, call.action);
    if (!adapter) {
      throw new IntegrationError(
        'States.Runtime',
        `The local run does not support the resource ${call.resource}.`,
      );
    }
    // An execution comes to its first task before StartExecution has answered: it must be known by then.
    await Promise.resolve();
    return adapter(call, this.services);
  }
}

/** Whether a Task state's `Resource` can be carried out on this machine. */
export function isSupportedResource(resource: string): boolean {
  const parsed = parseResource(resource);
  return parsed !== undefined && adapterOf(parsed.service, parsed.action) !== undefined;
}

/** The integrations but for `aws-sdk:dynamodb`, which is there with all its operations: `service:action`. */
export const INTEGRATION_NAMES: readonly string[] = [...ADAPTERS.keys()];

function adapterOf(service: string, action: string): Adapter | undefined {
  if (service === 'aws-sdk:dynamodb') return sdkDynamoDb;
  if (service === 'lambda-function') return lambdaFunction;
  return ADAPTERS.get(`${service}:${action}`);
}
