import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { Account, region } from './account';
import { MotoServer } from './moto-server';

jest.setTimeout(300_000);

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** How the command line ended. */
interface Outcome {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

describe('in an account of moto', () => {
  let server: MotoServer;
  let account: Account;
  beforeAll(async () => {
    server = await MotoServer.start();
    account = new Account(server.endpoint);
  });
  beforeEach(() => server.reset());
  afterAll(() => server?.stop());

  /** Runs `coded-actions …` as a process of its own, as a person would. */
  function run(words: readonly string[], onOutput: (text: string, child: ChildProcess) => void = () => {}) {
    return new Promise<Outcome>((resolve) => {
      const child = spawn(process.execPath, [join(packageRoot(), 'bin', 'launch.mjs'), ...words], {
        cwd: packageRoot(),
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          AWS_ENDPOINT_URL: server.endpoint,
          AWS_REGION: region,
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
        },
      });
      let output = '';
      let errors = '';
      child.stdout.on('data', (data) => {
        output += data;
        onOutput(output, child);
      });
      child.stderr.on('data', (data) => {
        errors += data;
      });
      child.on('close', (code) => resolve({ code, output, errors }));
    });
  }

  describe('coded-actions prune', () => {
    /** A workflow in a stack, a dozen removed steps of it, and one whose stack is gone while a run is open. */
    async function deployedOften() {
      await account.deploy('leads', 'leads-ask');
      await account.publish('leads-ask');
      for (const index of times(12)) await account.addAction('leads', `leads-old${index + 10}`);
      await account.addRole('leads', 'leads-of-another-region', 'us-east-1');
      const kept = await account.addAction('offers', 'offers-kept');
      await account.addAction('offers', 'offers-old');
      await account.addAction('gone', 'gone-old');
      await account.addAction('gone', 'gone-older');
      await account.writeLog('coded-actions-dev-gone-older-logs');
      const machine = await account.addMachine(
        'offers',
        kept,
        await account.addRole('offers', 'offers-machine'),
      );
      return { machine, execution: await account.start(machine) };
    }
    const prune = ['prune', '--stage', 'dev', '--settle', '0'];
    const logsThatAreKept = 'coded-actions-dev-gone-older-logs';
    // moto does not say where a function writes to, so that all logs of a workflow stay of which a function does.
    const logsOfLeads = ['ask', ...times(12).map((index) => `old${index + 10}`)].map(
      (name) => `coded-actions-dev-leads-${name}-logs`,
    );
    const logsOfOffers = ['coded-actions-dev-offers-kept-logs', 'coded-actions-dev-offers-old-logs'];
    const staysAtFirst = {
      functions: ['leads-ask:1', 'offers-kept:1'],
      roles: [
        'leads-ask-role',
        'leads-machine',
        'leads-of-another-region',
        'offers-kept-role',
        'offers-machine',
      ],
      logGroups: [logsThatAreKept, ...logsOfLeads, ...logsOfOffers].sort(),
      machines: ['coded-actions-dev-leads', 'coded-actions-dev-offers'],
    };

    it('says what it would do and changes nothing, is killed half-way and goes on, and then has nothing to do', async () => {
      const { machine, execution } = await deployedOften();
      const before = await account.standing();

      const told = await run([...prune, '--dry-run', '--json']);
      const untouched = await account.standing();
      const killed = await run(prune, (output, child) => {
        if (output.includes('✔ function leads-old1')) child.kill('SIGKILL');
      });
      const halfway = await account.standing();
      const again = await run(prune);
      const after = await account.standing();
      const third = await run(prune);

      const verdicts: { id: string; verdict: string; why: string }[] = JSON.parse(told.output).resources;
      const whyOf = (name: string) => verdicts.find(({ id }) => id.endsWith(name));
      expect(whyOf('leads-ask:1')).toMatchObject({
        verdict: 'keep',
        why: expect.stringContaining('new runs'),
      });
      expect(whyOf('leads-ask:2')).toMatchObject({ verdict: 'delete' });
      expect(whyOf('leads-of-another-region')).toMatchObject({ why: 'it belongs to the region us-east-1' });
      expect(untouched).toEqual(before);
      expect(killed.code).toBeNull();
      expect(halfway.functions.length).toBeGreaterThan(after.functions.length);
      expect(halfway.functions.length).toBeLessThan(before.functions.length);
      expect(again).toMatchObject({ code: 0 });
      expect(after).toEqual(staysAtFirst);
      expect(third.output).toContain('Nothing to delete');

      // The run ends, and AWS lets go of the machine.
      await account.stop(execution);
      await account.deleteMachine(machine);
      await run(prune);

      expect(await account.standing()).toEqual({
        functions: ['leads-ask:1'],
        roles: ['leads-ask-role', 'leads-machine', 'leads-of-another-region'],
        logGroups: [logsThatAreKept, ...logsOfLeads].sort(),
        machines: ['coded-actions-dev-leads'],
      });
    });

    it('touches nothing of a workflow that was deployed just now', async () => {
      await deployedOften();

      const { output } = await run(['prune', '--stage', 'dev', '--workflow', 'leads', '--dry-run']);

      expect(output).toContain('was deployed');
      expect(output).toContain('Nothing to delete');
    });

    it('finds the role of a function that it had deleted when it was killed', async () => {
      await account.addAction('leads', 'leads-old');

      const killed = await run(prune, (output, child) => {
        if (output.includes('✔ function leads-old')) child.kill('SIGKILL');
      });
      await run(prune);

      expect(killed.code).toBeNull();
      expect((await account.standing()).roles).toEqual([]);
    });

    it('says what it lacks when AWS cannot be asked', async () => {
      server.stop();

      const { code, errors } = await run(['prune', '--stage', 'dev']);
      server = await MotoServer.start();
      account = new Account(server.endpoint);

      expect(code).toBe(1);
      expect(errors).toMatch(/ failed: /);
      expect(errors).not.toContain('    at ');
    });
  });

  describe('coded-actions destroy', () => {
    const destroy = ['destroy', 'leads', '--stage', 'dev', '--settle', '1'];

    it('refuses while a run is open, and changes nothing; stops it where that is asked; and removes all but logs', async () => {
      const machine = await account.deploy('leads', 'leads-ask');
      await account.addAction('leads', 'leads-old');
      await account.writeLog('coded-actions-dev-leads-ask-logs');
      await account.start(machine);
      const before = await account.standing();

      const told = await run([...destroy, '--dry-run', '--stop-runs']);
      const refused = await run(destroy);
      const untouched = await account.standing();
      const stateAfterRefusal = await account.ruleState();
      const done = await run([...destroy, '--stop-runs', '--json']);

      expect(told).toMatchObject({ code: 0, output: expect.stringContaining('stop 1 open run') });
      expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining('1 run of leads is open') });
      expect(untouched).toEqual(before);
      expect(stateAfterRefusal).toBe('ENABLED');
      expect(done.errors + done.output).toContain('"stoppedRuns": 1');
      expect(done.code).toBe(0);
      expect(await account.stackStatus('leads')).toBeUndefined();
      expect(await account.ruleState()).toBeUndefined();
      expect(await account.standing()).toEqual({
        functions: [],
        roles: [],
        logGroups: ['coded-actions-dev-leads-ask-logs'],
        machines: [],
      });
    });

    it('goes on after it was killed while it waited for a run', async () => {
      const machine = await account.deploy('leads', 'leads-ask');
      const execution = await account.start(machine);

      await run([...destroy, '--wait'], (output, child) => {
        if (output.includes('Waiting for 1 run')) child.kill('SIGKILL');
      });
      const meanwhile = await account.ruleState();
      await account.stop(execution);
      const again = await run([...destroy, '--wait']);

      expect(meanwhile).toBe('DISABLED');
      expect(again.code).toBe(0);
      expect((await account.standing()).functions).toEqual([]);
    });

    it('names what is deployed when the workflow is not', async () => {
      await account.deploy('leads', 'leads-ask');

      const { code, errors } = await run(['destroy', 'lead', '--stage', 'dev']);

      expect(code).toBe(1);
      expect(errors).toContain('Deployed are: leads.');
    });
  });
});
