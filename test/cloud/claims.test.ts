import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root';
import { type Claim, claimsInTitle, readClaims } from './claims/claims';
import ClaimsReporter from './claims/claims-reporter.cjs';
import { isShownBy, type TestRun } from './claims/test-run';
import { isOfOthers, verifiedDocument } from './claims/verified-document';
import { exampleScenarios } from './scenarios/examples';
import type { Scenario } from './scenarios/scenario';
import { waitingScenarios } from './scenarios/waiting';

const { sources, claims, beliefs } = readClaims();
const ids = claims.map(({ id }) => id);
const textOf = (file: string) => readFileSync(join(packageRoot(), file), 'utf8');

/** The claims that the tests of each file say they check. */
function tagged(): ReadonlyMap<string, readonly string[]> {
  const inFiles = readdirSync(join(packageRoot(), 'test/cloud'))
    .filter((file) => file.endsWith('.test.ts') && file !== 'claims.test.ts')
    .map((file): [string, string[]] => {
      const tags = textOf(`test/cloud/${file}`).match(/\[[a-z, -]+\](?=['`])/g) ?? [];
      return [`test/cloud/${file}`, tags.flatMap((tag) => claimsInTitle(tag))];
    });
  const ofScenarios = (scenarios: readonly Scenario[]) => scenarios.flatMap((scenario) => scenario.claims);
  const found = new Map(inFiles);
  const add = (file: string, more: readonly string[]) =>
    found.set(file, [...(found.get(file) ?? []), ...more]);
  add('test/cloud/examples.test.ts', ofScenarios(exampleScenarios));
  add('test/cloud/waiting.test.ts', ofScenarios(waitingScenarios));
  return found;
}

describe('The claims about AWS', () => {
  it('have ids of their own', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are checked against sources that there are', () => {
    expect(claims.flatMap(({ by }) => by.filter((name) => sources[name] === undefined))).toEqual([]);
    expect(claims.filter(({ by }) => by.length === 0)).toEqual([]);
  });

  it('are those that the tests of this suite say they check, in the files that they name', () => {
    const byTests = [...tagged()].flatMap(([file, found]) =>
      [...new Set(found)].map((id) => `${id}: ${file}`),
    );
    const byClaims = claims.flatMap(({ id, tests = [] }) => tests.map((file) => `${id}: ${file}`));
    expect(byClaims.sort()).toEqual(byTests.sort());
  });

  it('have a test each, here or in another suite', () => {
    expect(claims.filter((claim) => isOfOthers(claim) && claim.elsewhere === undefined)).toEqual([]);
  });

  it.each(claims.flatMap(({ elsewhere = [] }) => elsewhere.map(({ file, text }) => [file, text] as const)))(
    'find their test in %s, which is not skipped: %s',
    (file, text) => {
      const lines = textOf(file).split('\n');
      const line = lines.find((candidate) => candidate.includes(text));
      expect(line).toBeDefined();
      expect(line).not.toMatch(/\b(?:skip|todo|xit|xdescribe)\b/);
    },
  );
});

describe('The beliefs that only AWS can check', () => {
  it.each(beliefs.map((belief) => [belief.belief, belief.in, belief.text] as const))(
    'are still held: %s (%s)',
    (_belief, file, text) => {
      expect(textOf(file)).toContain(text);
    },
  );
});

describe('A run of this suite', () => {
  const claim: Claim = { id: 'retention', area: '', claim: '', by: ['ministack'], tests: ['a.test.ts'] };
  const test = (more: Partial<TestRun> = {}): TestRun => ({
    project: 'cloud',
    file: 'a.test.ts',
    title: 'keeps it [retention]',
    passed: true,
    ...more,
  });

  it.each<[string, boolean, readonly TestRun[]]>([
    ['shows a claim whose tests passed', true, [test(), test()]],
    ['does not show one of whose tests one failed', false, [test(), test({ passed: false })]],
    ['does not show one that has no test in it', false, [test({ title: 'keeps it [versions]' })]],
    ['does not show one whose tests are in another file only', false, [test({ file: 'b.test.ts' })]],
    [
      'does not show one that failed in another file',
      false,
      [test(), test({ file: 'b.test.ts', passed: false })],
    ],
    ['does not show one by an empty run', false, []],
  ])('%s', (_title, expected, run) => {
    expect(isShownBy(run, claim)).toBe(expected);
  });

  it('shows a claim about a whole suite by all tests of it', () => {
    const whole: Claim = { id: 'machines', area: '', claim: '', by: ['moto'], wholeSuite: 'replay' };
    expect(isShownBy([test({ project: 'replay' })], whole)).toBe(true);
    expect(isShownBy([test({ project: 'replay' }), test({ project: 'replay', passed: false })], whole)).toBe(
      false,
    );
    expect(isShownBy([test()], whole)).toBe(false);
  });

  it('shows nothing of what other suites check', () => {
    expect(isShownBy([test()], { id: 'retention', area: '', claim: '', by: [], elsewhere: [] })).toBe(false);
  });
});

describe('docs/verified.md', () => {
  it('is what a run makes of it in which everything passes', () => {
    expect(textOf('docs/verified.md')).toBe(verifiedDocument(() => true));
  });

  it('lists a claim whose test did not pass as not shown, and nowhere else', () => {
    const document = verifiedDocument(({ id }) => id !== 'retention');
    const text = claims.find(({ id }) => id === 'retention')?.claim ?? '';
    expect(document.split(text)).toHaveLength(2);
    expect(document).toContain(`did not pass:\n\n- ${text}`);
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['fails a run that shows something else, such as nothing', [], 'docs/verified.md is stale.'],
    ['is not held to a run of some of the tests', ['test/cloud/claims'], undefined],
  ])('%s', (_title, patterns, message) => {
    // Where this run is to write the page, this test is not.
    delete process.env.WRITE_VERIFIED;
    // Nobody is to take it for what this run shows.
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const reporter = new ClaimsReporter({ testPathPatterns: { patterns } });
    reporter.onRunComplete();
    const words = said.mock.calls.join('');
    said.mockRestore();
    expect(reporter.getLastError()?.message).toBe(message);
    expect(words.includes('WRITE_VERIFIED=1 npm run test:cloud')).toBe(message !== undefined);
  });
});
