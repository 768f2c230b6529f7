import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalRuntime, type LocalRuntimeOptions, startLocalRuntime } from '../../../lib/local/runtime';
import { RealClock, VirtualClock } from '../../../lib/local/states';
import { type SampleAssembly, sampleAssembly } from './sample-assembly';

const start = Date.parse('2026-11-24T04:00:00Z');
let sample: SampleAssembly;
const opened: LocalRuntime[] = [];

beforeAll(() => {
  sample = sampleAssembly();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((runtime) => runtime.close()));
});
afterAll(() => rmSync(sample.root, { recursive: true, force: true }));

async function startRuntime(options: Partial<LocalRuntimeOptions> = {}): Promise<LocalRuntime> {
  const runtime = await startLocalRuntime({
    assembly: sample.assembly,
    clock: new VirtualClock(start),
    ...options,
  });
  opened.push(runtime);
  return runtime;
}

async function items(runtime: LocalRuntime, prefix: string): Promise<string[]> {
  const { Items } = JSON.parse(JSON.stringify(await runtime.store.call('Scan', { TableName: 'records' })));
  return Items.map((item: { pk: { S: string }; sk: { S: string } }) => `${item.pk.S} ${item.sk.S}`)
    .filter((key: string) => key.startsWith(prefix))
    .sort();
}

describe('an execution', () => {
  it('runs the real function and ends with its answer', async () => {
    const runtime = await startRuntime();
    const { execution, logs } = runtime.startExecution('act', { do: 'echo' }, 'one');
    expect(await execution.outcome).toEqual({
      status: 'SUCCEEDED',
      output: { echo: { do: 'echo' }, stage: 'test' },
    });
    expect(logs.map(({ stateName, lines }) => [stateName, lines.map(({ message }) => message)])).toEqual([
      ['Act', ['asked to echo']],
    ]);
    expect(execution.arn).toBe('arn:aws:states:us-east-1:000000000000:execution:act:one');
  });

  it('fails by the name that the function gave its error', async () => {
    const runtime = await startRuntime();
    const outcome = await runtime.startExecution('act', { do: 'fail' }).execution.outcome;
    expect(outcome).toMatchObject({ status: 'FAILED', error: 'Luck.Out' });
    expect(JSON.parse(outcome.cause ?? '')).toMatchObject({
      errorType: 'Luck.Out',
      errorMessage: 'no luck',
      trace: expect.any(Array),
    });
  });

  it('waits three days in no time where the clock jumps', async () => {
    const clock = new VirtualClock(start);
    const runtime = await startRuntime({ clock });
    const begun = Date.now();
    expect(await runtime.startExecution('patient', {}).execution.outcome).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(clock.now() - start).toBe(259_200_000);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  it('waits in real time with the real clock, and the runtime is idle meanwhile', async () => {
    const runtime = await startRuntime({ clock: new RealClock() });
    const { execution } = runtime.startExecution('patient', {});
    await runtime.idle();
    expect(execution.status).toBe('RUNNING');
  });

  it('runs another one and waits for it', async () => {
    const runtime = await startRuntime();
    const outcome = await runtime.startExecution('parent', { do: 'echo' }).execution.outcome;
    expect(outcome.output).toMatchObject({ Status: 'SUCCEEDED', Output: { echo: { do: 'echo' } } });
    expect(runtime.executions().map(({ machine }) => machine.name)).toEqual(['act', 'parent']);
  });

  it('sends an event that starts another one', async () => {
    const runtime = await startRuntime();
    runtime.startExecution('emit', { id: 'e1' });
    await runtime.idle();
    expect(runtime.executions().map(({ machine, execution }) => [machine.name, execution.status])).toEqual([
      ['enroll', 'SUCCEEDED'],
      ['emit', 'SUCCEEDED'],
    ]);
  });
});

describe('events', () => {
  it("tell a rule's function of every execution that ends, which writes to the table by the endpoint", async () => {
    const runtime = await startRuntime();
    runtime.startExecution('act', { do: 'echo' }, 'good');
    runtime.startExecution('act', { do: 'fail' }, 'bad');
    await runtime.idle();
    expect(await items(runtime, 'run#')).toEqual(['run#bad FAILED', 'run#good SUCCEEDED']);
  });

  it('enroll once, however many duplicates come at once', async () => {
    const runtime = await startRuntime();
    const entry = { EventBusName: 'events', Source: 'shop', DetailType: 'sold', Detail: '{"id":"r1"}' };
    for (let i = 0; i < 200; i++) runtime.putEvents([entry]);
    await runtime.idle();
    const outcomes = await Promise.all(runtime.executions().map(({ execution }) => execution.outcome));
    const enrolled = outcomes.map(({ output }) => JSON.parse(JSON.stringify(output)));
    expect(enrolled.filter(({ enrolled: yes }) => yes)).toHaveLength(1);
    expect(enrolled.filter(({ cause }) => /\[ConditionalCheckFailed\]/.test(cause))).toHaveLength(199);
  }, 30_000);

  it('that cannot be delivered are dead letters', async () => {
    const runtime = await startRuntime();
    runtime.putEvents([{ EventBusName: 'events', Source: 'lost', DetailType: 'x', Detail: '{}' }]);
    await runtime.idle();
    expect(runtime.queues.read('dead-letters')).toMatchObject([
      { attributes: { ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' } },
    ]);
  });
});

describe('what a runtime leaves behind', () => {
  it('keeps the items, and says that executions which it ended are aborted', async () => {
    const dataFile = join(sample.root, 'data', 'store.jsonl');
    const first = await startRuntime({ dataFile, clock: new RealClock() });
    first.startExecution('patient', {}, 'left');
    await first.close();
    const second = await startRuntime({ dataFile, clock: new RealClock() });
    await second.idle();
    expect(await items(second, 'run#left')).toEqual(['run#left ABORTED']);
  });

  it('is found by the next one where the process died', async () => {
    const dataFile = join(sample.root, 'killed', 'store.jsonl');
    const first = await startRuntime({ dataFile, clock: new RealClock() });
    first.startExecution('patient', {}, 'killed');
    first.startExecution('act', { do: 'echo' }, 'done');
    await first.idle();
    const journal = readFileSync(`${dataFile}.executions`, 'utf8');
    await first.close();
    // As it stood before the runtime could close, with half a line at its end.
    writeFileSync(`${dataFile}.executions`, `${journal}{"executionArn":"arn:`);
    const events: unknown[] = [];
    const second = await startRuntime({
      dataFile,
      clock: new RealClock(),
      onEvent: (_, { detail }) => events.push(detail),
    });
    await second.idle();
    expect(events).toMatchObject([
      { name: 'killed', status: 'ABORTED', error: 'Local.RuntimeStopped', input: '{}' },
    ]);
  });

  it('is nothing more when its file is deleted: it says so, takes no event, and delivers none again', async () => {
    const dataFile = join(sample.root, 'deleted', 'store.jsonl');
    const events: string[] = [];
    const runtime = await startRuntime({
      dataFile,
      clock: new RealClock(),
      onEvent: (bus) => events.push(bus),
    });
    const entry = { EventBusName: 'events', Source: 'shop', DetailType: 'sold', Detail: '{"id":"r1"}' };
    runtime.putEvents([entry]);
    rmSync(join(sample.root, 'deleted'), { recursive: true });

    expect(await runtime.dataFailure).toMatchObject({ code: 'store-lost' });
    expect(() => runtime.putEvents([entry])).toThrow(/was deleted or replaced while it was in use/);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(events.filter((bus) => bus === 'events')).toHaveLength(1);
    expect(runtime.executions().length).toBeLessThanOrEqual(1);
  }, 15_000);

  it('is no process: all end with it, also in the middle of their work', async () => {
    const runtime = await startRuntime({ clock: new RealClock() });
    const { execution } = runtime.startExecution('act', { do: 'wait' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const begun = Date.now();
    await runtime.close();
    expect(execution.status).toBe('ABORTED');
    expect(Date.now() - begun).toBeLessThan(7_000);
    await expect(fetch(runtime.endpoint)).rejects.toThrow();
  }, 15_000);
});

describe('a runtime', () => {
  it("warns of a Node that is not the functions' and of secrets that others can read", async () => {
    const secretsFile = join(sample.root, 'open-secrets.json');
    writeFileSync(secretsFile, '{"KEY":"value"}', { mode: 0o644 });
    const { warnings } = await startRuntime({ secretsFile });
    expect(warnings[0]).toBe(
      `${secretsFile} can be read by other users of this machine: chmod 600 ${secretsFile}`,
    );
    const isNode24 = process.versions.node.startsWith('24.');
    if (!isNode24)
      expect(
        warnings.slice(1).every((warning) => /^Functions of nodejs24\.x run on Node \d+/.test(warning)),
      ).toBe(true);
  });

  it('refuses a secrets file that is damaged, without a word of what is in it', async () => {
    const secretsFile = join(sample.root, 'broken-secrets.json');
    writeFileSync(secretsFile, '{"KEY":"hunter2"');
    await expect(startRuntime({ secretsFile })).rejects.toThrow(`${secretsFile} is not valid JSON.`);
    await expect(startRuntime({ secretsFile })).rejects.not.toThrow(/hunter2/);
  });

  it('writes nothing where no data file is given', async () => {
    await startRuntime();
    expect(existsSync('undefined.executions')).toBe(false);
  });

  it('refuses a machine that it does not have', async () => {
    const runtime = await startRuntime();
    expect(() => runtime.startExecution('nobody', {})).toThrow("State Machine Does Not Exist: 'nobody'");
  });
});
