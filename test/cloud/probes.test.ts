import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../lib/package-root';
import { type Emulator, startEmulator } from './emulator/emulator';
import { probeRows } from './probes/rows';
import { listedSubstitutions } from './substitutions/substitutions';

/** Substitutions may become fewer. More of them would make less of what the suite shows independent of us. */
const mostSubstitutions = 6;
const mostOfOurOwn = 4;

const folder = join(packageRoot(), 'test/cloud');
const python = join(packageRoot(), '.venv/oracles/bin/python');

/** ministack as it is: what of it must be substituted is exactly what is. */
describe('ministack without substitutions', () => {
  let emulator: Emulator;
  let measured: Record<string, unknown>;

  beforeAll(async () => {
    emulator = await startEmulator([]);
    const { stdout } = await promisify(execFile)(python, [join(folder, 'probes/probes.py')], {
      env: {
        ...emulator.environment,
        PATH: process.env.PATH,
        AWS_CA_BUNDLE: emulator.certificate,
      },
    });
    measured = JSON.parse(stdout);
  }, 240_000);

  afterAll(() => emulator?.close());

  it.each(
    probeRows().map(({ need, row, works }) => [works ? 'does' : 'does not do', need, row, works] as const),
  )('%s it: %s', (_does, _need, row, works) => {
    // What was seen stands in the message, where it differs.
    if (works) expect({ [row]: measured[row] }).toEqual({ [row]: true });
    else expect({ [row]: measured[row] }).not.toEqual({ [row]: true });
  });

  it('is measured on every row of the list, and on no other', () => {
    expect(Object.keys(measured).sort()).toEqual(
      probeRows()
        .map(({ row }) => row)
        .sort(),
    );
  });

  it('listens on the loopback interface alone', () => {
    const listening = socketsOf(emulator.pid);
    expect(listening.length).toBeGreaterThan(0);
    expect(listening.filter((address) => !address.startsWith('0100007F:'))).toEqual([]);
  });
});

describe('The list of substitutions', () => {
  const substitutions = listedSubstitutions();

  it('is no longer than its ceiling', () => {
    expect(substitutions.length).toBeLessThanOrEqual(mostSubstitutions);
    expect(substitutions.filter(({ independent }) => !independent).length).toBeLessThanOrEqual(mostOfOurOwn);
  });

  it('has a substitution, or an admission, for every row that ministack does not do', () => {
    const names = substitutions.map(({ name }) => name);
    const without = probeRows().filter(
      ({ works, instead = '' }) => !works && !names.includes(instead) && !instead.startsWith('unchecked: '),
    );
    expect(without).toEqual([]);
  });

  it('has none that no row asks for, but the clock', () => {
    const asked = new Set(probeRows().flatMap(({ instead }) => instead ?? []));
    expect(substitutions.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual(['clock']);
  });

  it('is all there is in its folder', () => {
    const modules = readdirSync(join(folder, 'substitutions'))
      .filter((file) => file.endsWith('.py') && file !== '__init__.py')
      .map((file) => file.replace('.py', ''));
    expect(modules.sort()).toEqual(substitutions.map(({ module }) => module).sort());
  });

  it('names symbols that the pinned versions have', async () => {
    expect(await missing(JSON.stringify(substitutions))).toEqual([]);
  });

  it('would be found out with a symbol that is gone', async () => {
    const gone = { name: 'x', symbols: ['ministack.services.stepfunctions:_gone', 'no.such:module'] };
    expect(await missing(JSON.stringify([gone]))).toHaveLength(2);
  });
});

async function missing(list: string): Promise<unknown> {
  const program =
    'import json, sys; import substitutions; print(json.dumps(substitutions.missing(json.loads(sys.argv[1]))))';
  const { stdout } = await promisify(execFile)(python, ['-c', program, list], {
    env: { PYTHONPATH: `${folder}:${join(packageRoot(), 'test/oracles')}`, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return JSON.parse(stdout);
}

/** Addresses that a process listens on, as `/proc/net/tcp` writes them; on other systems its own is all we know. */
function socketsOf(pid: number): string[] {
  if (process.platform !== 'linux') return ['0100007F:0'];
  return ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && inodesOf(pid).has(fields[9] ?? ''))
      .map((fields) => fields[1] ?? ''),
  );
}

function inodesOf(pid: number): Set<string> {
  return new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
}
