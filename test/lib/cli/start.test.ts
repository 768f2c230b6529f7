import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { endpointRequest } from '../../../lib/cli/endpoint-request';
import { localPaths } from '../../../lib/cli/local-paths';
import { runningEndpoint } from '../../../lib/cli/running-endpoint';
import { type CommandOutcome, SampleProject } from './command-line';

const orders = {
  name: 'orders',
  objectType: 'contact',
  enrollment: {
    triggers: [{ event: 'order.paid', source: 'shop', filter: { properties: { country: ['ES', 'PT'] } } }],
    reenroll: true,
  },
  steps: [
    { id: 'ask', type: 'code', action: './ask.js' },
    { id: 'mark', type: 'setProperties', properties: { asked: true } },
  ],
};

/** A project with the workflow `orders`, whose runtime is up while a test needs it. */
class StartedProject {
  readonly project: SampleProject;
  readonly printed: string[] = [];
  readonly errors: string[] = [];
  private stop = () => {};
  private up: Promise<CommandOutcome> | undefined;

  constructor(ask: string) {
    this.project = new SampleProject({
      'package.json': { name: 'sample' },
      'workflows/orders/workflow.json': orders,
      'workflows/orders/ask.js': ask,
    });
  }

  get paths() {
    return localPaths(this.project.directory);
  }

  async start(): Promise<void> {
    const stopped = new Promise<void>((resolve) => {
      this.stop = resolve;
    });
    this.up = this.project.run(['start'], {
      print: (text) => void this.printed.push(text),
      printError: (text) => void this.errors.push(text),
      untilStopped: () => stopped,
    });
    await this.until(() => this.output().includes('is up at'));
  }

  async end(): Promise<CommandOutcome | undefined> {
    this.stop();
    const outcome = await this.up;
    return outcome && { ...outcome, errors: this.errors.join('\n') };
  }

  /** What it said of files while it was up. */
  get told(): readonly string[] {
    return this.errors.filter((text) => text.includes('this runtime runs'));
  }

  output(): string {
    return this.printed.join('\n');
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise((later) => setTimeout(later, 10));
  }

  async send(detailType: string, source: string, detail: object): Promise<void> {
    await endpointRequest(String(runningEndpoint(this.paths.endpoint)), 'AWSEvents.PutEvents', {
      Entries: [
        {
          EventBusName: 'coded-actions-local-events',
          Source: source,
          DetailType: detailType,
          Detail: JSON.stringify(detail),
        },
      ],
    });
  }
}

const paidBy = (objectId: string, properties: object = { country: 'ES' }) => ({
  objectType: 'contact',
  objectId,
  properties,
  idempotencyKey: `order-${objectId}`,
});

describe('coded-actions start', () => {
  const started = new StartedProject('exports.main = async () => { throw new Error("no ink"); };\n');
  beforeAll(() => started.start(), 60_000);
  afterAll(async () => {
    await started.end();
    started.project.remove();
  }, 60_000);

  it('tells a failure once, with the record that it is about', async () => {
    await started.send('order.paid', 'shop', paidBy('1'));
    await started.until(() => started.output().includes('The run failed'));

    const output = started.output();
    expect(output).toContain('\norders, for contact 1\n');
    expect(output.match(/no ink/g)).toHaveLength(1);
    expect(output).toContain('The run failed at ask (');
  });

  it('tells a refused duplicate in one line', async () => {
    started.printed.length = 0;

    await started.send('order.paid', 'shop', paidBy('1'));
    await started.until(() => started.output().includes('does not enroll'));

    expect(started.printed).toEqual([
      '→ event order.paid from shop about contact 1',
      '· orders does not enroll contact 1: duplicate-event: this event has enrolled the record already',
    ]);
  });

  it('says what of a trigger an event of its name does not match', async () => {
    started.printed.length = 0;

    await started.send('order.paid', 'web', paidBy('2', { country: 'FR' }));
    await started.send('order.lost', 'web', paidBy('2'));
    await started.until(() => started.output().includes('order.lost'));

    expect(started.printed).toEqual([
      '→ event order.paid from web about contact 2',
      '  does not enroll into orders: source is "web", and must be "shop"; ' +
        'detail.properties.country is "FR", and must be "ES" or "PT"',
      '→ event order.lost from web about contact 2; nobody listens for it',
    ]);
  });

  it.each([
    [{ a: 1 }, '{"a":1}'],
    ['', '""'],
  ])('shows what an event has in place of an id: %j', async (objectId, shown) => {
    started.printed.length = 0;

    await started.send('order.odd', 'web', { objectType: 'contact', objectId });
    await started.until(() => started.output().includes('order.odd'));

    expect(started.output()).toContain(`order.odd from web about contact ${shown}; nobody listens`);
  });

  it('is told to a second one, which can only use it or end it', async () => {
    const { code, errors } = await started.project.run(['start']);

    expect(code).toBe(1);
    expect(errors).toContain('A local runtime of this project is up already, at http://127.0.0.1:');
    expect(errors).toContain(`kill ${process.pid}`);
    expect(errors).not.toContain('another file');
  });
});

describe('coded-actions start, where steps need secrets that have no value', () => {
  it('names them with the command that sets them, and goes on', async () => {
    const started = new StartedProject('exports.main = () => {};\n');
    const [ask, mark] = orders.steps;
    started.project.write('workflows/orders/workflow.json', {
      ...orders,
      secrets: ['HAS_KEY', 'LACKS_KEY'],
      steps: [{ ...ask, secrets: ['HAS_KEY', 'LACKS_KEY'] }, mark],
    });
    started.project.write('.coded-actions/secrets.json', { HAS_KEY: 'x' });

    await started.start();
    const ended = await started.end();

    started.project.remove();
    expect(ended?.code).toBe(0);
    expect(ended?.errors).toContain(
      'LACKS_KEY, needed by orders/ask: npx coded-actions secrets set LACKS_KEY',
    );
    expect(ended?.errors).not.toContain('HAS_KEY,');
  }, 60_000);
});

describe('coded-actions start, about what it serves', () => {
  it('names what enrolls into each workflow, and tells what of it changes under it', async () => {
    const started = new StartedProject("exports.main = () => require('../../shared/text.json').text;\n");
    started.project.write('shared/text.json', { text: 'hello' });
    started.project.write('workflows/orders/sample.json', {});

    await started.start();
    started.project.write('shared/text.json', { text: 'good-bye' });
    started.project.write('workflows/orders/sample.json', { objectId: '1' });
    started.project.write('workflows/later/workflow.json', {});
    await started.until(() => started.told.length === 2);
    rmSync(join(started.project.directory, 'workflows'), { recursive: true });
    await started.until(() => started.told.length === 4);
    const output = started.output();
    await started.end();

    started.project.remove();
    expect(output).toContain(
      '    orders: a contact enrolls by order.paid from shop with {"properties":{"country":["ES","PT"]}}',
    );
    const rest = '; this runtime runs what was there when it began: Ctrl+C and start again';
    expect(started.told.map((line) => line.replace(rest, '…')).toSorted()).toEqual([
      'shared/text.json has changed…',
      'workflows/later/workflow.json is new…',
      'workflows/orders/ask.js is gone…',
      'workflows/orders/workflow.json is gone…',
    ]);
  }, 60_000);
});

describe('coded-actions start, of runs that are under way', () => {
  it('says how many end with it, and how many a killed one has cut off', async () => {
    const server = createServer(() => {});
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const started = new StartedProject(
      `exports.main = async () => { await fetch('http://127.0.0.1:${port}'); };\n`,
    );
    await started.start();
    await started.send('order.paid', 'shop', paidBy('1'));
    await started.send('order.paid', 'shop', paidBy('2'));
    const journal = `${started.paths.store}.executions`;
    await started.until(() => linesOf(journal).length === 2);
    const left = linesOf(journal).join('\n');

    const ended = await started.end();
    // As a killed runtime leaves its journal behind.
    writeFileSync(journal, `${left}\n`);
    started.printed.length = 0;
    await started.start();
    const output = started.output();
    await started.end();

    server.closeAllConnections();
    server.close();
    started.project.remove();
    expect(ended?.errors).toContain('Stopping, and with it 2 runs under way.');
    expect(output).toMatch(
      /was cut off with 2 runs under way: (\S+), for contact 1; \1, for contact 2\. They have ended as stopped \(ABORTED\)/,
    );
  }, 60_000);
});

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
