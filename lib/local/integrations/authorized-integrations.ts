import { AccessDenied } from '../authorization/access-denied';
import type { AuthorizationRequest } from '../authorization/authorization-request';
import type { Authorizer } from '../authorization/authorizer';
import { type IntegrationCall, IntegrationError, type Integrations } from '../states';
import { integrationRequests } from './integration-requests';
import { optimizedCause, sdkCause } from './sdk-metadata';

/** What {@link AuthorizedIntegrations} asks for. */
export interface AuthorizedIntegrationsOptions {
  readonly authorizer: Pick<Authorizer, 'require'>;
  readonly account: string;
  readonly region: string;
  /** The machine that an execution runs, and its role. */
  readonly machineOf: (executionArn: string) => { readonly arn: string; readonly roleArn: string };
}

/** Integrations that may do what the role of the state machine allows, and nothing else. */
export class AuthorizedIntegrations implements Integrations {
  constructor(
    private readonly inner: Integrations,
    private readonly options: AuthorizedIntegrationsOptions,
  ) {}

  async invoke(call: IntegrationCall): Promise<unknown> {
    const { machineOf } = this.options;
    const requests = integrationRequests(call, this.options);
    if (requests === undefined) throw unknownTask(call);
    const { arn, roleArn } = machineOf(call.executionArn);
    const actor = {
      roleArn,
      service: 'states.amazonaws.com',
      session: sessionOf(call.executionArn),
      sourceArn: arn,
    };
    this.require(actor, requests, call);
    return this.inner.invoke(call);
  }

  private require(
    actor: Parameters<Authorizer['require']>[0],
    requests: readonly AuthorizationRequest[],
    call: IntegrationCall,
  ): void {
    try {
      this.options.authorizer.require(actor, requests);
    } catch (error) {
      throw error instanceof AccessDenied ? deniedTask(call, error) : error;
    }
  }
}

/** The session in which an execution acts. AWS makes one up; here it tells which execution it was. */
function sessionOf(executionArn: string): string {
  return executionArn.slice(executionArn.lastIndexOf(':') + 1);
}

function unknownTask({ resource }: IntegrationCall): IntegrationError {
  return new IntegrationError(
    'States.Runtime',
    `The local run does not know what a role must allow for ${resource}.`,
  );
}

/** The service's name in errors of the optimized integrations, in the older client's cause, and the status. */
const OPTIMIZED: Readonly<Record<string, readonly [error: string, service: string, status: number]>> = {
  lambda: ['Lambda.AWSLambdaException', 'AWSLambda', 403],
  'lambda-function': ['Lambda.AWSLambdaException', 'AWSLambda', 403],
  dynamodb: ['DynamoDB.AmazonDynamoDBException', 'AmazonDynamoDBv2', 400],
  events: ['EventBridge.AmazonEventBridgeException', 'AmazonEventBridge', 400],
  states: ['StepFunctions.AWSStepFunctionsException', 'AWSStepFunctions', 400],
};

/**
 * The clients have no class of its own for this error, so that it bears the name of those without one. Seen in others'
 * machines for Lambda, DynamoDB and Step Functions; that of EventBridge is named in the same way, and not recorded.
 */
function deniedTask({ service }: IntegrationCall, { name, denial }: AccessDenied): IntegrationError {
  const optimized = OPTIMIZED[service];
  if (optimized) {
    const [error, client, status] = optimized;
    return new IntegrationError(error, optimizedCause(denial.message, client, status, name));
  }
  const client = service === 'aws-sdk:dynamodb' ? 'DynamoDb' : 'Sfn';
  return new IntegrationError(`${client}.${client}Exception`, sdkCause(denial.message, client, 400));
}
