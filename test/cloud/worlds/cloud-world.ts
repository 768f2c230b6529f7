import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretId } from '../../../lib/workflow/action-contract';
import { type Emulator, region } from '../emulator/emulator';
import { type Clients, clientsOf } from './clients';
import { executionsOf, lastEventOf, type WorkflowExecution } from './executions';
import { named, type Settling, stage, type World } from './world';

/** Longest time that the emulator is given to come to rest, in milliseconds. */
const patienceMs = 120_000;
/** How long nothing may happen before that is taken for rest, in milliseconds. */
const restMs = 400;

/** The project that was deployed to an emulator. */
export function cloudWorld(emulator: Emulator): World {
  const clients = clientsOf(emulator.endpoint, region, emulator.certificate);
  return {
    clients,
    settle: (options) => settle(emulator, clients, options),
    close: async () => clients.close(),
  };
}

/** Stores a secret's value, as a person would. */
export async function putSecret({ secrets }: Clients, name: string, value: string): Promise<void> {
  const id = secretId(stage, name);
  try {
    await secrets.send(new CreateSecretCommand({ Name: id, SecretString: value }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceExistsException')) throw error;
    await secrets.send(new PutSecretValueCommand({ SecretId: id, SecretString: value }));
  }
}

async function settle(
  { time, log }: Emulator,
  clients: Clients,
  { stopBefore = Number.POSITIVE_INFINITY, expire = false }: Settling = {},
): Promise<void> {
  const until = Date.now() + patienceMs;
  let restingSince: number | undefined;
  while (Date.now() < until) {
    const running = (await executionsOf(clients)).filter(({ status }) => status === 'RUNNING');
    const { waits, functions } = await time.activity();
    const sleeping = waits.filter(({ kind }) => kind !== 'timeout').length;
    const paused = await count(
      running,
      async ({ arn }) => (await lastEventOf(clients, arn)) === 'TaskSubmitted',
    );
    if (functions > 0 || sleeping + paused < running.length || !(await areWritten(clients)))
      restingSince = undefined;
    else if (restingSince === undefined) restingSince = Date.now();
    else if (Date.now() - restingSince > restMs) {
      const next = waits.find(({ kind, seconds }) => (expire || kind !== 'timeout') && seconds < stopBefore);
      if (next === undefined) return;
      await time.advance(Math.max(next.seconds, 0) + 0.1);
      restingSince = undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The cloud does not come to rest:\n${log().slice(-4000)}`);
}

/** Whether the status of each execution that enrolled its record is written in the table, by the status events. */
async function areWritten(clients: Clients): Promise<boolean> {
  const executions = await executionsOf(clients);
  const late = await count(executions, async ({ workflow, name, status }) => {
    const { Item } = await clients.table.send(
      new GetItemCommand({
        TableName: named('records'),
        Key: { pk: { S: `run#${workflow}#${name}` }, sk: { S: 'run' } },
        ConsistentRead: true,
      }),
    );
    return Item !== undefined && Item.status?.S !== status;
  });
  return late === 0;
}

async function count(
  executions: readonly WorkflowExecution[],
  holds: (execution: WorkflowExecution) => Promise<boolean>,
): Promise<number> {
  const answers = await Promise.all(executions.map(holds));
  return answers.filter(Boolean).length;
}
