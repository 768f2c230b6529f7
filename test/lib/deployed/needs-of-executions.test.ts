import fc from 'fast-check';
import type { UnfinishedExecution } from '../../../lib/deployed/execution';
import { type ExecutionRevision, needsOfExecutions } from '../../../lib/deployed/needs-of-executions';
import { executionArn, functionArn, now } from './fake-stage';

const revision = (number: number, content = number): ExecutionRevision => ({
  definition: functionArn(`f${content}:1`),
  roleArn: `role ${content}`,
  logGroupArns: [],
  revisionId: number === 0 ? undefined : `revision ${number}`,
  updatedAt: number,
});

const execution = (index: number, startedAt: number, rest: Partial<UnfinishedExecution> = {}) => ({
  arn: executionArn('leads', String(index)),
  status: 'RUNNING' as const,
  startedAt,
  stoppedAt: undefined,
  machineVersion: undefined,
  ...rest,
});

/** Asks about executions that began with given revisions, and writes down which it asked about. */
async function needsOf(
  began: readonly {
    readonly at: number;
    readonly with: ExecutionRevision | undefined;
    readonly version?: string;
  }[],
  current?: ExecutionRevision,
) {
  const asked: string[] = [];
  const executions = began.map(({ at, version }, index) => execution(index, at, { machineVersion: version }));
  const needs = await needsOfExecutions(executions, {
    revisionOf: async (arn) => {
      asked.push(arn);
      return began[executions.findIndex((candidate) => candidate.arn === arn)]?.with;
    },
    ...(current === undefined ? {} : { current }),
  });
  return { needs, asked, roles: [...new Set(needs.map(({ role }) => role))].sort() };
}

const times = (count: number) => Array.from({ length: count }, (_, index) => index);
const minute = 60_000;

describe('needsOfExecutions', () => {
  it('asks about each of a few, and says which runs need something', async () => {
    const { needs, asked } = await needsOf([
      { at: now, with: revision(1) },
      { at: now + 1, with: revision(2) },
      { at: now + 2, with: revision(2) },
    ]);

    expect(asked).toHaveLength(3);
    expect(needs.map(({ who, role }) => [who, role])).toEqual([
      ['the run 0 (RUNNING)', 'role 1'],
      ['runs such as 1 (RUNNING)', 'role 2'],
    ]);
  });

  it('leaves out those that are no more', async () => {
    expect((await needsOf([{ at: now, with: undefined }])).needs).toEqual([]);
  });

  it('asks about one of all that were started by the same published version', async () => {
    const { asked, roles } = await needsOf([
      ...times(50).map((at) => ({ at, with: revision(1), version: 'machine:1' })),
      ...times(50).map((at) => ({ at, with: revision(2), version: 'machine:2' })),
    ]);

    expect(asked).toHaveLength(2);
    expect(roles).toEqual(['role 1', 'role 2']);
  });

  it('asks about a few dozen of a hundred thousand that began between three deploys', async () => {
    const { asked, roles } = await needsOf(
      times(100_000).map((index) => ({
        at: now + index * minute,
        with: revision(index < 60_000 ? 1 : index < 60_001 ? 2 : 3),
      })),
      revision(3),
    );

    expect(roles).toEqual(['role 1', 'role 2', 'role 3']);
    expect(asked.length).toBeLessThan(60);
  });

  it('sees that what is deployed between two equal revisions was another', async () => {
    const { roles } = await needsOf(
      times(1_000).map((index) => ({
        at: now + index * minute,
        with: index < 300 ? revision(1) : index < 301 ? revision(2) : revision(3, 1),
      })),
    );

    expect(roles).toEqual(['role 1', 'role 2']);
  });

  it.each([
    ['at its end', [...times(40).map(() => 1), 2, 1]],
    ['before the next', [...times(40).map(() => 1), 2, 1, 3, 3, 3]],
    ['after its beginning', [1, 2, 1, 2, ...times(40).map(() => 2)]],
  ])('finds a revision of one run that began among those of another, %s', async (_case, numbers) => {
    // The first forty, or the last, began minutes apart; the few others within a second.
    const few = numbers.indexOf(2) < 10 ? 4 : 0;
    const { roles } = await needsOf(
      numbers.map((number, index) => ({
        at: now + index + Math.min(Math.max(index - few, 0), 39) * 2 * minute,
        with: revision(number),
      })),
    );

    expect(roles).toEqual([...new Set(numbers)].map((number) => `role ${number}`));
  });

  it('finds every revision, though a new one is not there for all at the same moment', async () => {
    // A deploy comes at a time; until a minute later, executions begin with what was before or with it.
    const history = fc.record({
      gaps: fc.array(fc.integer({ min: minute, max: 40 * minute }), { minLength: 1, maxLength: 4 }),
      // Most begin at about the time of a deploy, where it matters.
      starts: fc.array(
        fc.record({
          near: fc.nat({ max: 7 }),
          at: fc.integer({ min: 0, max: 120 * minute }),
          late: fc.boolean(),
        }),
        { minLength: 21, maxLength: 60 },
      ),
      sameContent: fc.boolean(),
      knowsCurrent: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(history, async ({ gaps, starts, sameContent, knowsCurrent }) => {
        const deploys: number[] = [];
        for (const gap of gaps) deploys.push((deploys.at(-1) ?? 0) + gap);
        const made = [-1, ...deploys].map((_, number) => revision(number, sameContent ? number % 2 : number));
        const began = starts.map(({ near, at: anywhere, late }) => {
          const deploy = deploys[near];
          const at = deploy === undefined ? anywhere : deploy + (anywhere % (1.5 * minute));
          const number = deploys.filter((time) => time <= at - (late ? minute : 0)).length;
          return { at, with: made[number] };
        });

        const { roles } = await needsOf(began, knowsCurrent ? made.at(-1) : undefined);

        expect(roles).toEqual([...new Set(began.map((one) => one.with?.roleArn))].sort());
      }),
      { numRuns: 400 },
    );
  });

  it('throws when it cannot be known', async () => {
    await expect(
      needsOfExecutions([execution(0, now)], {
        revisionOf: async () => {
          throw new Error('no answer');
        },
      }),
    ).rejects.toThrow('no answer');
  });
});
