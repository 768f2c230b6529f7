import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root';
import { differences } from './compare';
import { type ConformanceCase, readCases } from './conformance-case';
import { ourInterpreter } from './replay';
import { score } from './score';
import { MOST_SKIPPED_CASES, MOST_SKIPS, SKIPS } from './skips';
import { wrongInterpreter } from './wrong-interpreter';

const OWN = join(packageRoot(), 'test', 'conformance', 'cases');
/** Recorded from AWS; not part of the repository. */
const SHARED = join(packageRoot(), '..', 'shared', 'conformance', 'asl');

const folders = [
  ['our own', OWN] as const,
  ...(existsSync(SHARED) ? [['recorded from AWS', SHARED] as const] : []),
];

describe.each(folders)('the cases that are %s', (_which, folder) => {
  it('pass, but for those skipped for a reason', async () => {
    const verdicts = await score(readCases(folder), ourInterpreter);

    expect(verdicts.filter(({ problems }) => problems.length > 0)).toEqual([]);
    expect(verdicts.filter(({ skipped }) => skipped !== undefined).length).toBeLessThanOrEqual(
      MOST_SKIPPED_CASES,
    );
  }, 60_000);

  it('fail an interpreter that is wrong on purpose', async () => {
    const verdicts = await score(readCases(folder), wrongInterpreter);
    const passed = verdicts.filter(({ problems, skipped }) => problems.length === 0 && !skipped);
    expect(passed.length / verdicts.length).toBeLessThan(0.05);
  }, 60_000);
});

it('the list of skips is short, and each has a reason', () => {
  expect(SKIPS.length).toBeLessThanOrEqual(MOST_SKIPS);
  for (const { reason } of SKIPS) expect(reason.length).toBeGreaterThan(40);
});

describe('a recording that the interpreter does not follow', () => {
  const [recorded] = readCases(OWN).filter(({ id }) => id === 'own.retry.task-with-two-retriers');
  if (!recorded) throw new Error('The case is not there.');

  it.each<[string, (changed: ConformanceCase) => void, string]>([
    ['another final output', (c) => Object.assign(c.expected, { output: 1 }), 'output'],
    ['another status', (c) => Object.assign(c.expected, { status: 'FAILED' }), 'status'],
    ['another output of a state', (c) => Object.assign(c.states[0] ?? {}, { output: 1 }), "state 'Work'"],
    ['another input of a state', (c) => Object.assign(c.states[1] ?? {}, { input: 1 }), "state 'End'"],
    ['variables', (c) => Object.assign(c.states[0] ?? {}, { assignedVariables: { x: 1 } }), 'assigned x'],
    ['other parameters', (c) => Object.assign(c.tasks[0] ?? {}, { parameters: {} }), 'was given'],
    ['a time-out', (c) => Object.assign(c.tasks[0] ?? {}, { timeoutInSeconds: 3 }), 'TimeoutSeconds'],
    ['one attempt less', (c) => c.tasks.pop(), 'not recorded'],
    ['one attempt more', (c) => c.tasks.push({ state: 'Work', result: 1 }), 'did not ask'],
    ['a state that was not entered', (c) => c.states.push({ name: 'Other', input: {} }), 'Other'],
    [
      'a failed evaluation',
      (c) => Object.assign(c, { evaluationFailures: [{ state: 'Work', error: 'E' }] }),
      'evaluation failures',
    ],
  ])('is told by %s', async (_what, change, message) => {
    const changed = structuredClone(recorded);
    change(changed);
    expect(differences(changed, await ourInterpreter(changed)).join('\n')).toContain(message);
  });
});
