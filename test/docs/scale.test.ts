import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root';
import { templateLimits } from '../../lib/stacks/template-limits';
import { type EnrollmentUsage, enrollmentUsage, ways } from '../bench/scale/enrollment-usage';
import { costsOf } from '../bench/scale/prices';
import {
  compiledAction,
  compiledWorkflow,
  resourcesOf,
  stackTemplate,
  synthesize,
} from '../lib/stacks/fixtures';
import { tableRows } from './table-rows';

const page = readFileSync(join(packageRoot(), 'docs', 'scale.md'), 'utf8');
const rows = tableRows(page);

/** The cells behind the first of the one row that begins so. */
function row(first: string): readonly string[] {
  const found = rows.filter(([cell]) => cell === first);
  expect([first, found.length]).toEqual([first, 1]);
  return found[0]?.slice(1) ?? [];
}

const usageRows: Readonly<Record<string, keyof EnrollmentUsage>> = {
  transitions: 'transitions',
  "events of the execution's history": 'historyEvents',
  'DynamoDB write units, table': 'writes',
  'DynamoDB write units, indexes': 'indexWrites',
  'of these, on the one key that all runs of a workflow share': 'sharedKeyWrites',
  'DynamoDB read units': 'reads',
  'bytes that stay stored': 'storedBytes',
  'invocations of actions': 'actionInvocations',
  'invocations of `run-status`': 'statusInvocations',
  'custom events': 'events',
  "KB of the machine's log": 'machineLogKilobytes',
};

/** As the page writes numbers. */
const written = (value: number, decimals = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

describe('docs/scale.md', () => {
  const usages: EnrollmentUsage[] = [];
  beforeAll(async () => {
    for (const way of ways) usages.push(await enrollmentUsage(way));
  });
  const totals = () => usages.map((usage) => costsOf(usage).reduce((sum, { dollars }) => sum + dollars, 0));

  it('tells of the ways that are counted, in their order', () => {
    expect(row('one enrollment of `rotate-leads`')).toEqual(ways.map(({ name }) => name));
  });

  it.each(Object.entries(usageRows))('is right about %s', (label, figure) => {
    expect(row(label)).toEqual(usages.map((usage) => written(usage[figure])));
  });

  it('is right about what a million a day cost', () => {
    const [first] = usages;
    if (first === undefined) throw new Error('Nothing was counted.');
    const costs = costsOf(first);
    expect(costs.map(({ what }) => row(what).slice(0, 2))).toEqual(
      costs.map(({ amount, dollars }) => [
        amount < 100 ? String(Number(amount.toFixed(2))) : written(amount),
        written(dollars, 2),
      ]),
    );
    expect(row('all')[1]).toBe(written(totals()[0] ?? Number.NaN, 2));
  });

  it('is right about what the other ways cost', () => {
    const [, waited, refused] = totals().map((total) => written(total, 2));
    expect(page).toContain(
      `an hour's wait costs ${waited} a day, and a million that \`where\` refuses ${refused}.`,
    );
  });

  it('is right about how often rotate-leads can ask again', () => {
    const [once, again] = usages.map(({ historyEvents }) => historyEvents);
    const events = (again ?? 0) - (once ?? 0);
    const rounds = Math.floor((25_000 - (once ?? 0)) / events);
    expect(page).toContain(
      `asking again adds ${events} events, so \`rotate-leads\` can ask ${written(rounds)} times`,
    );
    expect(page).toContain(`at an hour each, ${Math.floor(rounds / 24)} days`);
  });

  it.each([
    [1, 9, 3],
    [3, 17, 5],
    [10, 45, 12],
  ])('is right about the resources and roles of a workflow with %d actions', (actions, resources, roles) => {
    const workflow = compiledWorkflow({
      actions: Array.from({ length: actions }, (_, index) => compiledAction(`step${index}`)),
    });
    const template = stackTemplate(synthesize({ workflows: [workflow] }), workflow.name);

    expect(Object.keys(template.Resources)).toHaveLength(resources);
    expect(Object.keys(resourcesOf(template, 'AWS::IAM::Role'))).toHaveLength(roles);
    expect([resources, roles]).toEqual([4 * actions + 5, actions + 2]);
    expect(page).toContain('4 *a* + 5 resources, with *a* + 2 roles');
  });

  it("is right about the stage's own stack, and about how many actions a stack takes", () => {
    const runtime = stackTemplate(synthesize({ workflows: [] }), 'runtime');
    const resources = Object.keys(runtime.Resources).length;
    const roles = Object.keys(resourcesOf(runtime, 'AWS::IAM::Role')).length;
    expect(page).toMatch(new RegExp(`the stage's own stack\\s+has ${resources} and ${roles}\\.`));
    const actions = Math.floor((templateLimits.resources - 5) / 4);
    expect(page).toMatch(
      new RegExp(`at most\\s+${actions} actions: ${4 * actions + 5} of the ${templateLimits.resources} `),
    );
  });

  it.each([50, 300])('is right about a project of %d workflows', (workflows) => {
    expect(row(String(workflows))).toEqual(
      [workflows + 1, 17, 5 * workflows + 3, workflows + 1].map((value) => written(value)),
    );
  });
});
