import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSalespersonCalendar } from '../../../../lib/cli/demo/salesperson-calendar';
import {
  type LocalRuntime,
  type LocalRuntimeOptions,
  startLocalRuntime,
} from '../../../../lib/local/runtime';
import { VirtualClock } from '../../../../lib/local/states';

const TABLE = 'coded-actions-local-records';
const BUS = 'coded-actions-local-events';
const ACCOUNT = '000000000000';

/** A runtime with the examples, and what a scenario does with it. */
export interface ExampleAccount {
  readonly runtime: LocalRuntime;
  /** The keys under which the other system was asked to charge, each time that it was. */
  readonly charges: readonly string[];
  /** Puts an event on the stage's bus. */
  send(detailType: string, detail: object): void;
  /** Stores a contact. */
  put(objectId: string, properties: object): Promise<void>;
  /** Starts an execution as a person does. */
  start(workflow: string, objectId: string, name?: string): ReturnType<LocalRuntime['startExecution']>;
  /** Invokes one of the runtime's own functions, which is found by what it says of itself. */
  invoke(description: string, event: object, type?: 'Event' | 'RequestResponse'): Promise<void>;
  /** The items whose partition key begins so. */
  items(prefix: string): Promise<Record<string, Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** Starts it in a time that jumps, with the calendar that the examples ask. */
export async function openExamples(
  assembly: string,
  options: Partial<LocalRuntimeOptions> = {},
): Promise<ExampleAccount> {
  const folder = mkdtempSync(join(tmpdir(), 'example-account-'));
  const calendar = await startSalespersonCalendar();
  const till = await openTill();
  const secretsFile = join(folder, 'secrets.json');
  const secrets = {
    CALENDAR_URL: calendar.url,
    CALENDAR_API_KEY: calendar.apiKey,
    CHARGES_URL: till.url,
  };
  writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
  const runtime = await startLocalRuntime({
    assembly,
    // Pauses take their real time: a test completes them.
    clock: new VirtualClock(Date.now(), { jumpsOutside: false }),
    secretsFile,
    ...options,
  });
  return {
    runtime,
    charges: till.charges,
    send: (detailType, detail) =>
      void runtime.putEvents([
        { EventBusName: BUS, Source: 'test', DetailType: detailType, Detail: JSON.stringify(detail) },
      ]),
    put: async (objectId, properties) => {
      const at = new Date().toISOString();
      const typed = Object.entries(properties).map(([name, value]) => [name, { S: String(value) }]);
      await runtime.store.call('PutItem', {
        TableName: TABLE,
        Item: {
          pk: { S: `record#contact#${objectId}` },
          sk: { S: 'record' },
          schemaVersion: { N: '1' },
          objectType: { S: 'contact' },
          objectId: { S: objectId },
          properties: { M: Object.fromEntries(typed) },
          version: { N: '1' },
          createdAt: { S: at },
          updatedAt: { S: at },
          writer: { S: 'user' },
        },
      });
    },
    start: (workflow, objectId, name) =>
      runtime.startExecution(`coded-actions-local-${workflow}`, { objectId }, name),
    invoke: async (description, event, type = 'RequestResponse') => {
      const fn = runtime.resources.functions.find((one) => one.description.startsWith(description));
      await fetch(`${runtime.endpoint}/2015-03-31/functions/${fn?.name}/invocations`, {
        method: 'POST',
        headers: {
          authorization: 'AWS4-HMAC-SHA256 Credential=person/20261124/us-east-1/lambda/aws4_request',
          'x-amz-invocation-type': type,
        },
        body: JSON.stringify(event),
      });
    },
    items: async (prefix) => {
      const answer = JSON.parse(JSON.stringify(await runtime.store.call('Scan', { TableName: TABLE })));
      return answer.Items.filter(({ pk }: { pk: { S: string } }) => pk.S.startsWith(prefix));
    },
    close: async () => {
      await runtime.close();
      await calendar.close();
      await till.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The ARN of an execution of a workflow. */
export function executionArn(workflow: string, name: string): string {
  return `arn:aws:states:us-east-1:${ACCOUNT}:execution:coded-actions-local-${workflow}:${name}`;
}

/** Another system, which keeps the keys under which it was asked, and answers the same to the same. */
async function openTill() {
  const charges: string[] = [];
  const server = createServer((request, response) => {
    let key = '';
    request.on('data', (chunk) => {
      key += chunk;
    });
    request.on('end', () => {
      charges.push(key);
      response.setHeader('connection', 'close');
      response.end(`receipt of ${key}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    charges,
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
