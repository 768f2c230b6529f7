import fc from 'fast-check';
import { decideRetention, type RetentionInput } from '../../../lib/deployed/decide-retention';
import { holdingsOf } from '../../../lib/deployed/holdings';
import { type Need, needOf } from '../../../lib/deployed/need';
import type {
  Standing,
  StandingFunction,
  StandingPolicy,
  StandingRole,
} from '../../../lib/deployed/standing';
import type { Verdict } from '../../../lib/deployed/verdict';
import { day, functionArn, now, policyArn, region, roleArn, tagsOf } from './fake-stage';

const action = (name: string, versions: readonly string[], rest: Partial<StandingFunction> = {}) => ({
  name,
  arn: functionArn(name),
  tags: tagsOf('leads'),
  latest: { role: roleArn(`${name}-role`), logGroup: `${name}-logs` },
  versions: versions.map((version) => ({
    version,
    role: roleArn(`${name}-role-${version}`),
    logGroup: `${name}-logs`,
  })),
  ...rest,
});
const role = (name: string, rest: Partial<StandingRole> = {}): StandingRole => ({
  name,
  arn: roleArn(name),
  tags: tagsOf('leads'),
  policies: 1,
  regions: [region],
  createdAt: now - 30 * day,
  ...rest,
});
const policy = (name: string, rest: Partial<StandingPolicy> = {}): StandingPolicy => ({
  arn: policyArn(name),
  roles: [],
  othersHaveIt: false,
  regions: [region],
  ...rest,
});
const logGroup = (name: string, lastWrittenAt: number | undefined) => ({
  name,
  tags: tagsOf('leads'),
  retentionDays: 90,
  lastWrittenAt,
});
const held = (type: string, physicalId: string) => ({ stack: 'coded-actions-dev-leads', type, physicalId });
const calls = (...called: readonly string[]): Need =>
  needOf('the run 1 (RUNNING)', {
    definition: called.map(functionArn).join(' '),
    roleArn: roleArn('machine'),
    logGroupArns: [],
  });

interface Given extends Partial<Omit<RetentionInput, 'standing' | 'held'>> {
  readonly standing?: Partial<Standing>;
  readonly stacks?: Parameters<typeof holdingsOf>[0];
}

function decide({ standing, stacks = [], ...rest }: Given): readonly Verdict[] {
  return decideRetention({
    stage: 'dev',
    region,
    now,
    standing: { functions: [], roles: [], policies: [], logGroups: [], ...standing },
    held: holdingsOf(stacks),
    needs: [],
    unsettled: new Map(),
    ...rest,
  });
}

const told = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ resource, verdict, why }) => `${verdict} ${resource.kind} ${resource.id}: ${why}`);
const nobody = 'no stack holds it, and no run that is open or can be redriven needs it';

describe('decideRetention', () => {
  it.each<[string, Given, readonly string[]]>([
    [
      'a function that nothing needs, with its versions and its role',
      { standing: { functions: [action('ask', ['1', '2'])], roles: [role('ask-role')] } },
      [`delete function ask: ${nobody}`, `delete role ask-role: ${nobody}`],
    ],
    [
      'the old version of a function in a stack',
      {
        standing: { functions: [action('ask', ['1', '2'], { tags: undefined })] },
        stacks: [
          held('AWS::Lambda::Function', 'ask'),
          held('AWS::Lambda::Version', `${functionArn('ask')}:2`),
        ],
      },
      [
        'keep function ask: the stack coded-actions-dev-leads holds it',
        `delete version ${functionArn('ask')}:1: ${nobody}`,
        `keep version ${functionArn('ask')}:2: the stack coded-actions-dev-leads holds it`,
      ],
    ],
    [
      'all but what a run can call, act in and write to',
      {
        standing: {
          functions: [action('ask', ['1', '2'])],
          roles: [role('ask-role'), role('ask-role-1'), role('ask-role-2'), role('machine'), role('other')],
          logGroups: [logGroup('ask-logs', now - 100 * day)],
        },
        needs: [calls('ask:1')],
      },
      [
        'keep function ask: its version 1 stays: the run 1 (RUNNING) can call it',
        `keep version ${functionArn('ask')}:1: the run 1 (RUNNING) can call it`,
        `delete version ${functionArn('ask')}:2: ${nobody}`,
        'keep role ask-role: the function ask, which stays, acts in it',
        'keep role ask-role-1: version 1 of the function ask, which stays, acts in it',
        `delete role ask-role-2: ${nobody}`,
        'keep role machine: the run 1 (RUNNING) can act in it',
        `delete role other: ${nobody}`,
        'keep logGroup ask-logs: version 1 of the function ask, which stays, writes to it',
      ],
    ],
    [
      'no version of a function that a run calls without a number',
      { standing: { functions: [action('ask', ['1', '2'])] }, needs: [calls('ask')] },
      [
        'keep function ask: the run 1 (RUNNING) can call it',
        `keep version ${functionArn('ask')}:1: the run 1 (RUNNING) can call it`,
        `keep version ${functionArn('ask')}:2: the run 1 (RUNNING) can call it`,
      ],
    ],
    [
      'nothing of a workflow that is unsettled',
      {
        standing: {
          functions: [action('ask', ['1'])],
          roles: [role('machine')],
          logGroups: [logGroup('logs', now - 100 * day)],
        },
        unsettled: new Map([['leads', 'it was deployed just now']]),
      },
      [
        'keep function ask: its version 1 stays: it was deployed just now',
        `keep version ${functionArn('ask')}:1: it was deployed just now`,
        'keep role machine: it was deployed just now',
        'keep logGroup logs: it was deployed just now',
      ],
    ],
    [
      'no version of an unsettled workflow whose function is in a stack',
      {
        standing: { functions: [action('ask', ['1'], { tags: undefined })] },
        stacks: [held('AWS::Lambda::Function', 'ask')],
        unsettled: new Map([['leads', 'it was deployed just now']]),
      },
      [
        'keep function ask: the stack coded-actions-dev-leads holds it',
        `keep version ${functionArn('ask')}:1: it was deployed just now`,
      ],
    ],
    [
      'nothing that is not surely of the stage and a workflow',
      {
        standing: {
          functions: [action('ask', ['1'], { tags: { ...tagsOf('leads'), 'coded-actions:stage': 'prod' } })],
          roles: [role('a', { tags: {} }), role('b', { tags: { 'coded-actions:stage': 'dev' } })],
        },
      },
      [
        'keep function ask: its version 1 stays: it has not the tags of a workflow of stage dev',
        `keep version ${functionArn('ask')}:1: it has not the tags of a workflow of stage dev`,
        'keep role a: it has not the tags of a workflow of stage dev',
        'keep role b: it has not the tags of a workflow of stage dev',
      ],
    ],
    [
      'roles of this region alone, and what a killed prune left',
      {
        standing: {
          roles: [
            role('here'),
            role('there', { regions: ['us-east-1'] }),
            role('both', { regions: [region, 'us-east-1'] }),
            role('nowhere', { regions: [] }),
            role('bare', { regions: [], policies: 0 }),
            role('new', { regions: [], policies: 0, createdAt: now - 60_000 }),
          ],
        },
      },
      [
        `delete role here: ${nobody}`,
        'keep role there: it belongs to the region us-east-1',
        'keep role both: it belongs to the region us-east-1',
        'keep role nowhere: nothing in it says which region it belongs to',
        `delete role bare: ${nobody}`,
        'keep role new: nothing in it says which region it belongs to',
      ],
    ],
    [
      'managed policies that nobody who stays has',
      {
        standing: {
          roles: [role('machine'), role('old')],
          policies: [
            policy('of-machine', { roles: ['machine'] }),
            policy('of-old', { roles: ['old'] }),
            policy('of-both', { roles: ['old', 'machine'] }),
            policy('of-stranger', { roles: ['stranger'] }),
            policy('of-user', { othersHaveIt: true }),
            policy('of-nobody'),
            policy('elsewhere', { regions: ['us-east-1'] }),
            policy('held', { roles: undefined, regions: undefined }),
          ],
        },
        needs: [calls()],
        stacks: [held('AWS::IAM::ManagedPolicy', policyArn('held'))],
      },
      [
        'keep role machine: the run 1 (RUNNING) can act in it',
        `delete role old: ${nobody}`,
        `keep policy ${policyArn('of-machine')}: the role machine, which stays, has it`,
        `delete policy ${policyArn('of-old')}: ${nobody}`,
        `keep policy ${policyArn('of-both')}: the role machine, which stays, has it`,
        `keep policy ${policyArn('of-stranger')}: the role stranger, which stays, has it`,
        `keep policy ${policyArn('of-user')}: users or groups have it`,
        `delete policy ${policyArn('of-nobody')}: ${nobody}`,
        `keep policy ${policyArn('elsewhere')}: it belongs to the region us-east-1`,
        `keep policy ${policyArn('held')}: the stack coded-actions-dev-leads holds it`,
      ],
    ],
    [
      'no log group of a workflow of which a function stays that does not say where it writes',
      {
        standing: {
          functions: [action('ask', [], { latest: { role: roleArn('r'), logGroup: undefined } })],
          logGroups: [logGroup('logs', undefined)],
        },
        needs: [calls('ask')],
      },
      [
        'keep function ask: the run 1 (RUNNING) can call it',
        'keep logGroup logs: the function ask, which stays, may write to it',
      ],
    ],
    [
      'logs that have expired',
      {
        standing: {
          logGroups: [
            logGroup('old', now - 100 * day),
            logGroup('young', now - day),
            logGroup('empty', undefined),
          ],
        },
      },
      [
        'delete logGroup old: its last logs expired on 2026-11-14',
        'keep logGroup young: its logs are kept until 2027-02-21',
        'delete logGroup empty: nothing was ever written to it',
      ],
    ],
  ])('deletes %s', (_case, given, expected) => {
    expect(told(decide(given))).toEqual(expected);
  });

  it('decides about one workflow where that is asked, and everything of others stays out', () => {
    const standing = {
      functions: [action('ask', ['1']), action('tell', ['1'], { tags: tagsOf('offers') })],
      roles: [role('a'), role('b', { tags: tagsOf('offers') })],
      policies: [policy('of-a', { roles: ['a'] }), policy('of-b', { roles: ['b'] }), policy('of-nobody')],
    };

    const verdicts = decide({ standing, workflow: 'offers' });

    expect(verdicts.map(({ resource }) => resource.id)).toEqual(['tell', 'b', policyArn('of-b')]);
  });
});

/** A small account: a few functions with a few versions, in stacks and needed or not. */
const names = ['f1', 'f2', 'f3'] as const;
const versionNumbers = ['1', '2', '3'] as const;
const anyNeed = fc
  .record({
    called: fc.array(
      fc.tuple(fc.constantFrom(...names), fc.constantFrom('', ':1', ':2', ':3', ':$LATEST', ':live')),
      { maxLength: 3 },
    ),
    machine: fc.constantFrom('m1', 'm2'),
    logs: fc.subarray(['l1', 'l2']),
  })
  .map(({ called, machine, logs }) => ({
    called,
    machine,
    logs,
    need: needOf('a run', {
      definition: called.map(([name, qualifier]) => functionArn(name) + qualifier).join(' '),
      roleArn: roleArn(machine),
      logGroupArns: logs.map((name) => `arn:aws:logs:${region}:1:log-group:${name}:*`),
    }),
  }));
const roleNames = ['r1', 'r2', 'r3', 'm1', 'm2'] as const;
const anySettings = fc.record({
  role: fc.constantFrom(...roleNames).map(roleArn),
  logGroup: fc.option(fc.constantFrom('l1', 'l2', 'l3'), { nil: undefined }),
});
const anyTags = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(tagsOf('leads'), tagsOf('offers')) },
  fc.constant({}),
);
const anyStanding = fc.record({
  functions: fc.tuple(
    ...names.map((name) =>
      fc.record({
        name: fc.constant(name),
        arn: fc.constant(functionArn(name)),
        tags: anyTags,
        latest: anySettings,
        versions: fc
          .tuple(fc.subarray([...versionNumbers]), fc.array(anySettings, { minLength: 3, maxLength: 3 }))
          .map(([numbers, settings]) =>
            numbers.map((version, index) => ({
              role: roleArn('r1'),
              logGroup: undefined,
              ...settings[index],
              version,
            })),
          ),
      }),
    ),
  ),
  roles: fc.tuple(
    ...roleNames.map((name) =>
      fc.record({
        name: fc.constant(name),
        arn: fc.constant(roleArn(name)),
        tags: anyTags,
        policies: fc.constantFrom(0, 1, 2),
        regions: fc.constantFrom([region], [region], ['us-east-1'], []),
        createdAt: fc.constantFrom(now, now - day),
      }),
    ),
  ),
  policies: fc.tuple(
    ...['p1', 'p2'].map((name) =>
      fc.record({
        arn: fc.constant(policyArn(name)),
        roles: fc.subarray<string>([...roleNames, 'stranger']),
        othersHaveIt: fc.boolean(),
        regions: fc.constantFrom([region], ['us-east-1']),
      }),
    ),
  ),
  logGroups: fc.tuple(
    ...['l1', 'l2', 'l3'].map((name) =>
      fc.record({
        name: fc.constant(name),
        tags: anyTags,
        retentionDays: fc.constantFrom(undefined, 90),
        lastWrittenAt: fc.constantFrom(undefined, now - day, now - 200 * day),
      }),
    ),
  ),
});
const anyStacks = fc.subarray([
  ...names.map((name) => held('AWS::Lambda::Function', name)),
  ...names.flatMap((name) =>
    versionNumbers.map((version) => held('AWS::Lambda::Version', `${functionArn(name)}:${version}`)),
  ),
  ...roleNames.map((name) => held('AWS::IAM::Role', name)),
  held('AWS::IAM::ManagedPolicy', policyArn('p1')),
  held('AWS::Logs::LogGroup', 'l1'),
]);
const anyGiven = fc.record({
  standing: anyStanding,
  stacks: anyStacks,
  needs: fc.array(anyNeed, { maxLength: 3 }),
  unsettled: fc.constantFrom(new Map<string, string>(), new Map([['leads', 'unsettled']])),
});

/** What is to go, with the versions that go with their functions. */
function deleted(verdicts: readonly Verdict[], standing: Standing): ReadonlySet<string> {
  const ids = verdicts.filter(({ verdict }) => verdict === 'delete').map(({ resource }) => resource);
  return new Set(
    ids.flatMap(({ kind, id }) => [
      `${kind} ${id}`,
      ...(kind === 'function'
        ? (standing.functions.find(({ name }) => name === id)?.versions ?? []).map(
            ({ version }) => `version ${functionArn(id)}:${version}`,
          )
        : []),
    ]),
  );
}

/** What stands when that is gone. */
function without(standing: Standing, gone: ReadonlySet<string>): Standing {
  const roles = standing.roles.filter(({ name }) => !gone.has(`role ${name}`));
  return {
    functions: standing.functions
      .filter(({ name }) => !gone.has(`function ${name}`))
      .map((found) => ({
        ...found,
        versions: found.versions.filter(({ version }) => !gone.has(`version ${found.arn}:${version}`)),
      })),
    roles,
    policies: standing.policies
      .filter(({ arn }) => !gone.has(`policy ${arn}`))
      .map((found) => ({ ...found, roles: found.roles?.filter((name) => !gone.has(`role ${name}`)) })),
    logGroups: standing.logGroups.filter(({ name }) => !gone.has(`logGroup ${name}`)),
  };
}

describe('whatever stands and whatever runs need', () => {
  const all = ({ needs, ...given }: { needs: readonly { need: Need }[] } & Omit<Given, 'needs'>) => ({
    ...given,
    needs: needs.map(({ need }) => need),
  });

  it('never deletes what an open or redrivable run names, nor what that is made of', () => {
    fc.assert(
      fc.property(anyGiven, ({ needs, ...given }) => {
        const gone = deleted(decide(all({ needs, ...given })), given.standing);

        for (const { called, machine, logs } of needs) {
          expect(gone).not.toContain(`role ${machine}`);
          for (const name of logs) expect(gone).not.toContain(`logGroup ${name}`);
          for (const [name, qualifier] of called) {
            const found = given.standing.functions.find((candidate) => candidate.name === name);
            const called = found?.versions.filter(
              ({ version }) => qualifier === `:${version}` || !/^:\d$/.test(qualifier),
            );
            if (called === undefined || called.length === 0) continue;
            expect(gone).not.toContain(`function ${name}`);
            for (const { version, role: arn, logGroup: logName } of called) {
              expect(gone).not.toContain(`version ${functionArn(name)}:${version}`);
              expect(gone).not.toContain(`role ${arn.slice(arn.lastIndexOf('/') + 1)}`);
              expect(gone).not.toContain(`logGroup ${logName}`);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never deletes what a stack holds', () => {
    fc.assert(
      fc.property(anyGiven, (given) => {
        const verdicts = decide(all(given));

        const gone = deleted(verdicts, given.standing);
        for (const { physicalId } of given.stacks) {
          for (const kind of ['function', 'version', 'role', 'policy', 'logGroup']) {
            expect(gone).not.toContain(`${kind} ${physicalId}`);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('deletes no less when fewer runs need anything', () => {
    fc.assert(
      fc.property(anyGiven, fc.nat(), (given, dropped) => {
        const fewer = given.needs.filter((_, index) => index !== dropped % 3);

        const before = deleted(decide(all(given)), given.standing);
        const after = deleted(decide(all({ ...given, needs: fewer })), given.standing);

        for (const id of before) expect(after).toContain(id);
      }),
      { numRuns: 500 },
    );
  });

  it('has nothing left to delete once all of it is deleted, nor half-way anything else', () => {
    fc.assert(
      fc.property(anyGiven, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const due = decide(all(given)).filter(({ verdict }) => verdict === 'delete');
        const gone = deleted(due, given.standing);
        const begun = deleted(due.slice(0, Math.floor(due.length * share)), given.standing);

        const half = deleted(
          decide(all({ ...given, standing: without(given.standing, begun) })),
          given.standing,
        );
        const end = decide(all({ ...given, standing: without(given.standing, gone) }));

        for (const id of half) expect(gone).toContain(id);
        for (const id of gone) expect(begun.has(id) || half.has(id)).toBe(true);
        expect(end.filter(({ verdict }) => verdict === 'delete')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
