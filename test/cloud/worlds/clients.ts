import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';

/** AWS's SDK, for one cloud. */
export interface Clients {
  readonly states: SFNClient;
  readonly table: DynamoDBClient;
  readonly events: EventBridgeClient;
  readonly secrets: SecretsManagerClient;
  readonly functions: LambdaClient;
  close(): void;
}

/**
 * What a client of the SDK needs to talk to one cloud.
 *
 * @param certificate PEM file of the certificate to trust, where the endpoint shows one
 */
export function clientOptions(endpoint: string, region: string, certificate?: string) {
  return {
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    // Kept connections make each call ten times slower with the emulator's server.
    requestHandler: {
      httpsAgent: {
        keepAlive: false,
        ...(certificate === undefined ? {} : { ca: readFileSync(certificate) }),
      },
      httpAgent: { keepAlive: false },
    },
  };
}

/** The clients of one cloud; arguments as `clientOptions` has them. */
export function clientsOf(endpoint: string, region: string, certificate?: string): Clients {
  const options = clientOptions(endpoint, region, certificate);
  const clients = {
    states: new SFNClient(options),
    table: new DynamoDBClient(options),
    events: new EventBridgeClient(options),
    secrets: new SecretsManagerClient(options),
    functions: new LambdaClient(options),
  };
  return {
    ...clients,
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
