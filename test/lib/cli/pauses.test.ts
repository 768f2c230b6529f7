import { endpointRequest } from '../../../lib/cli/endpoint-request';
import { runningEndpoint } from '../../../lib/cli/running-endpoint';
import { SampleProject } from './command-line';

const approval = {
  name: 'approval',
  objectType: 'contact',
  enrollment: { triggers: [{ event: 'record.created' }] },
  steps: [
    {
      id: 'approve',
      type: 'code',
      action: './approve.js',
      pause: { expires: '3 days' },
      outputs: { approved: 'boolean', by: 'string' },
    },
    { id: 'tell', type: 'emit', event: 'told', detail: { approved: '{% $steps.approve.approved %}' } },
    { id: 'mark', type: 'setProperties', properties: { approver: '{% $steps.approve.by %}' } },
  ],
};
const approve = `exports.main = async (event) => ({ outputFields: { hs_execution_state: 'BLOCK' } });\n`;

function approvalProject(): SampleProject {
  return new SampleProject({
    'package.json': { name: 'sample' },
    'workflows/approval/workflow.json': approval,
    'workflows/approval/approve.js': approve,
    'ana.json': { objectType: 'contact', objectId: '1001', properties: {} },
    'yes.json': { approve: { approved: true, by: 'Eva' } },
  });
}

describe('coded-actions run, of a workflow that pauses', () => {
  const project = approvalProject();
  afterAll(() => project.remove());
  const run = (...words: string[]) => project.run(['run', 'approval', '--record', 'ana.json', ...words]);

  it('ends where the run waits, and says how to see it go on or expire', async () => {
    const { code, output } = await run();

    expect(code).toBe(0);
    expect(output).toMatch(/‖ approve \d+ ms/);
    // How a pause is completed in AWS, where this one is not.
    expect(output).not.toContain('callbacks complete');
    expect(output).toMatch(/waits to be completed, as approval:[^:]+:approve:0, until 20/);
    expect(output).toContain('The run is paused');
    expect(output).toContain('--complete <file>, a file with {"approve":{"approved":true,"by":"…"}}');
    expect(output).toContain('--expire');
    expect(output).toContain('not reached: tell, mark');
  });

  it('says so in its JSON', async () => {
    const report = JSON.parse((await run('--json')).output);

    expect(report).toMatchObject({
      status: 'paused',
      pause: { step: 'approve', callbackId: expect.stringMatching(/^approval:/), until: expect.any(String) },
    });
    expect(report.steps[0]).toMatchObject({ id: 'approve', status: 'paused' });
  });

  it.each([[[]], [['--expire']]])('goes on with what --complete gives %j', async (more) => {
    const { code, output } = await run('--complete', 'yes.json', '--json', ...more);

    const report = JSON.parse(output);
    expect([code, report.status]).toEqual([0, 'succeeded']);
    expect(report.steps[0]).toMatchObject({
      status: 'succeeded',
      output: { approved: true, by: 'Eva' },
    });
    expect(report.steps[1].input).toMatchObject({ detail: { approved: true } });
    expect(report.record.properties.approver).toBe('Eva');
  });

  it('lets a pause expire where it is told to', async () => {
    const { code, output } = await run('--expire', '--json');

    const report = JSON.parse(output);
    expect([code, report.status, report.error.name]).toEqual([1, 'failed', 'States.Timeout']);
    expect(report.error.message).toMatch(/^Nobody completed the pause approval:\S+:approve:0 in time\.$/);
    expect(report.steps[0].error).toEqual(report.error);
    expect(report.steps[0]).toMatchObject({ status: 'failed', skippedMs: expect.any(Number) });
    expect(report.steps[0].skippedMs).toBeGreaterThanOrEqual(3 * 86_400_000);
  });

  it.each([
    [{ aprove: {} }, 'The workflow has no step aprove.', 'Did you mean `approve`?'],
    [{ tell: {} }, 'The step tell does not declare `pause`.', '`approve`'],
    [{ approve: 5 }, 'complete.json:2:', 'wrong-type'],
    [{ approve: [{}, { aproved: true }] }, 'aproved is not declared', 'Did you mean `approved`?'],
    [{ approve: { approved: 'maybe' } }, 'approved is "maybe", which cannot be a boolean', 'by (a text)'],
    [{ approve: { hs_execution_state: 'BLOCK' } }, 'cannot ask for another', '"FAIL_CONTINUE"'],
  ])('refuses a completion of %j', async (content, message, remedy) => {
    project.write('complete.json', content);

    const { code, errors } = await run('--complete', 'complete.json');

    expect(code).toBe(1);
    expect(errors).toContain(message);
    expect(errors).toContain(remedy);
  });
});

describe('coded-actions callbacks, with a local runtime that is up', () => {
  const project = approvalProject();
  let stop = () => {};
  let up: Promise<unknown>;
  const told: string[] = [];
  const complained: string[] = [];
  beforeAll(async () => {
    up = project.run(['start'], {
      untilStopped: () =>
        new Promise((resolve) => {
          stop = resolve;
        }),
      print: (text) => void told.push(text),
      printError: (text) => void complained.push(text),
    });
    await eventually(
      () => runningEndpoint(`${project.directory}/.coded-actions/endpoint.json`) !== undefined,
    );
  }, 60_000);
  afterAll(async () => {
    stop();
    await up;
    project.remove();
  }, 60_000);

  const endpoint = () => String(runningEndpoint(`${project.directory}/.coded-actions/endpoint.json`));
  const putEvent = (detailType: string, detail: object) =>
    endpointRequest(endpoint(), 'AWSEvents.PutEvents', {
      Entries: [
        {
          EventBusName: 'coded-actions-local-events',
          Source: 'test',
          DetailType: detailType,
          Detail: JSON.stringify(detail),
        },
      ],
    });
  /** Enrolls a contact, and waits until its run waits. */
  const paused = async (objectId: string): Promise<string> => {
    await putEvent('record.created', { objectType: 'contact', objectId, properties: {} });
    let id = '';
    await eventually(async () => {
      const { output } = await project.run(['callbacks', 'list', 'contact', objectId, '--json']);
      id = JSON.parse(output).callbacks[0]?.callbackId ?? '';
      return id !== '';
    });
    return id;
  };

  it('lists what waits, completes it once, and the run goes on', async () => {
    const id = await paused('1');
    expect(told.join('\n')).toContain(`npx coded-actions callbacks complete ${id}`);
    project.write('outputs.json', { approved: true, by: 'Eva' });

    const first = await project.run(['callbacks', 'complete', id, '--outputs', 'outputs.json']);
    const second = await project.run(['callbacks', 'complete', id, '--json']);

    expect([first.code, first.output]).toEqual([0, 'Completed: the run goes on.']);
    expect([second.code, JSON.parse(second.output)]).toEqual([
      0,
      { callbackId: id, outcome: 'completed-before' },
    ]);
    await eventually(async () => {
      const { output } = await project.run(['records', 'get', 'contact', '1', '--json']);
      return JSON.parse(output).properties.approver === 'Eva';
    });
    expect((await project.run(['callbacks', 'list', 'contact', '1'])).output).toBe('None.');
  }, 60_000);

  it("completes by an event, also of HubSpot's form", async () => {
    const [one, other] = [await paused('2'), await paused('3')];

    await putEvent('callback.complete', {
      inputs: [
        { callbackId: one, outputFields: { by: 'Ana' } },
        { callbackId: other, outputFields: { by: 'Rui' } },
      ],
    });

    for (const [objectId, approver] of [
      ['2', 'Ana'],
      ['3', 'Rui'],
    ]) {
      await eventually(async () => {
        const { output } = await project.run(['records', 'get', 'contact', String(objectId), '--json']);
        return JSON.parse(output).properties.approver === approver;
      });
    }
  }, 60_000);

  it('says in the step what an event gave that it leaves out, and that the pause is completed', async () => {
    const id = await paused('7');
    await putEvent('callback.complete', { callbackId: id, outputs: { approved: 'maybe', by: 'Eva' } });
    await eventually(() => told.some((line) => line.includes('which cannot be a boolean')));

    expect(told).toContain('▸ approval/approve is completed, with {"approved":"maybe","by":"Eva"}');
    expect(told.join('\n')).toContain('The output approved is "maybe", which cannot be a boolean: left out.');
  }, 60_000);

  it('says once, and without a trace, what an event is that completes nothing', async () => {
    const failures = () => complained.filter((line) => line.includes('This completes no callback'));
    await putEvent('callback.complete', { callbackid: 'x' });
    await eventually(() => failures().length > 0);
    await paused('8');

    expect(failures()).toHaveLength(1);
    expect(failures()[0]).toMatch(/failed: This completes no callback: \{"callbackid":"x"\}\. A detail is/);
    expect(failures()[0]).not.toContain('trace');
  }, 60_000);

  it('refuses what the step would leave out, and takes what can be read as its type', async () => {
    const id = await paused('4');
    project.write('wrong.json', { approved: 'maybe', aproved: true });
    project.write('loose.json', { approved: 'true', by: 'Eva' });

    const refused = await project.run(['callbacks', 'complete', id, '--outputs', 'wrong.json']);
    const taken = await project.run(['callbacks', 'complete', id, '--outputs', 'loose.json']);

    expect([refused.code, taken.code]).toEqual([1, 0]);
    expect(refused.errors).toContain('approved is "maybe", which cannot be a boolean');
    expect(refused.errors).toContain('Did you mean `approved`?');
  }, 60_000);

  it('lists all that waits, and means it where an id is not right', async () => {
    const id = await paused('5');
    const other = await paused('6');

    const { output } = await project.run(['callbacks', 'list']);
    const slip = await project.run(['callbacks', 'complete', id.replace('approve:0', 'aprove:0')]);
    const part = await project.run(['callbacks', 'complete', id.slice(0, -2)]);
    const word = await project.run(['callbacks', 'complete', 'approval']);

    expect(output).toContain(`… approval/approve of contact 5, for 3 days from when it began: `);
    expect(output).toContain(`callbacks complete ${other}`);
    expect([slip.code, part.code, word.code]).toEqual([1, 1, 1]);
    expect(slip.errors).toContain('Did you mean `approve`?');
    expect(part.errors).toContain(`Did you mean \`${id}\`?`);
    for (const waiting of [id, other]) expect(word.errors).toContain(`\`${waiting}\``);
    expect((await project.run(['callbacks', 'list', 'contact'])).code).toBe(1);
  }, 60_000);
});

describe('coded-actions callbacks, after the local runtime was started again', () => {
  it('lists no pause of a run that ended with the last one, and refuses its completion', async () => {
    const project = approvalProject();
    const begin = () => {
      let stop = () => {};
      const untilStopped = new Promise<void>((resolve) => {
        stop = resolve;
      });
      const up = project.run(['start'], { untilStopped: () => untilStopped });
      return {
        stop: () => {
          stop();
          return up;
        },
      };
    };
    const file = `${project.directory}/.coded-actions/endpoint.json`;
    const list = async () =>
      JSON.parse((await project.run(['callbacks', 'list', '--json'])).output).callbacks;
    const first = begin();
    await eventually(() => runningEndpoint(file) !== undefined);
    await endpointRequest(String(runningEndpoint(file)), 'AWSEvents.PutEvents', {
      Entries: [
        {
          EventBusName: 'coded-actions-local-events',
          Source: 'test',
          DetailType: 'record.created',
          Detail: JSON.stringify({ objectType: 'contact', objectId: '1001', properties: {} }),
        },
      ],
    });
    await eventually(async () => (await list()).length === 1);
    const [{ callbackId }] = await list();
    await first.stop();

    const second = begin();
    await eventually(() => runningEndpoint(file) !== undefined);
    const open = await list();
    const { code, errors } = await project.run(['callbacks', 'complete', callbackId]);
    await second.stop();

    project.remove();
    expect([open, code]).toEqual([[], 1]);
    expect(errors).toContain('has ended with the local runtime that it ran in, and does not go on');
  }, 60_000);
});

describe('coded-actions callbacks, with no local runtime', () => {
  it('says that there is none', async () => {
    const project = approvalProject();
    const { code, errors } = await project.run(['callbacks', 'complete', 'a']);
    project.remove();
    expect(code).toBe(1);
    expect(errors).toContain('No local runtime of this project is up');
  });
});

/** Looks every 20 ms, for 20 seconds. */
async function eventually(look: () => boolean | Promise<boolean>): Promise<void> {
  for (let count = 0; count < 1_000; count++) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not happen within 20 seconds.');
}
