import { type ExampleAccount, executionArn } from './example-account';

const LEAD = { email: 'ana@example.com', firstname: 'Ana', country: 'ES', lifecyclestage: 'lead' };

/**
 * Does everything that the examples can do, so that every grant of theirs is needed: enrolls by events and by hand,
 * refuses an enrollment, completes a pause, tells of a status without its place in time, sweeps, and fails.
 */
export async function runAllExamples(account: ExampleAccount): Promise<void> {
  const { runtime, send, put, start, invoke } = account;
  // A lead comes in and is handed over, which enrolls it into the follow-up.
  send('record.created', {
    objectType: 'contact',
    objectId: '1001',
    properties: LEAD,
    idempotencyKey: 'signup-1001',
  });
  await runtime.idle();
  // Two at once: one of them finds the record enrolled, and looks at the execution that has it.
  await put('1002', LEAD);
  for (const workflow of ['rotate-leads', 'follow-up', 'approval', 'charge']) {
    start(workflow, '1002', `${workflow}-first`);
    start(workflow, '1002', `${workflow}-second`);
  }
  await runtime.idle();
  await completeApprovals(account);
  for (const event of ['approval.wanted', 'charge.wanted']) {
    send(event, { objectType: 'contact', objectId: '1002', idempotencyKey: 'again' });
  }
  await runtime.idle();
  await completeApprovals(account);
  // An event that does not say which redrive it is of.
  await invoke('Writes the status', {
    detail: { executionArn: executionArn('follow-up', 'follow-up-first'), status: 'SUCCEEDED' },
  });
  await leaveRunBehind(account);
  await invoke('Finds runs', {});
  // What the runtime's own functions fail on three times becomes a dead letter.
  await invoke('Writes the status', { detail: 'nonsense' }, 'Event');
  await invoke('Completes the pauses', { detail: 'nonsense' }, 'Event');
  await leaveDamagedRun(account);
  await invoke('Finds runs', {}, 'Event');
  await runtime.idle();
}

async function completeApprovals({ runtime, items, send }: ExampleAccount): Promise<void> {
  for (const { callbackId, completedAt } of await items('wait#approval')) {
    if (completedAt) continue;
    send('callback.complete', { callbackId: callbackId?.S, outputs: { by: 'Eva' } });
  }
  await runtime.idle();
}

/** A run whose end nobody heard of. */
async function leaveRunBehind({ runtime }: ExampleAccount): Promise<void> {
  const name = 'follow-up-first';
  await runtime.store.call('UpdateItem', {
    TableName: 'coded-actions-local-records',
    Key: { pk: { S: `run#follow-up#${name}` }, sk: { S: 'run' } },
    UpdateExpression: 'SET #status = :running, runsByStatus = :key, startedAt = :long',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':running': { S: 'RUNNING' },
      ':key': { S: 'follow-up#RUNNING' },
      ':long': { S: '2026-01-01T00:00:00.000Z' },
    },
  });
}

/** A run that the sweep cannot look at: it lacks what a run has. */
async function leaveDamagedRun({ runtime }: ExampleAccount): Promise<void> {
  await runtime.store.call('PutItem', {
    TableName: 'coded-actions-local-records',
    Item: {
      pk: { S: 'run#follow-up#damaged' },
      sk: { S: 'run' },
      runsByStatus: { S: 'follow-up#RUNNING' },
      startedAt: { S: '2026-01-01T00:00:00.000Z' },
    },
  });
}
