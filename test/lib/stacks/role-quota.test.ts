import { roleQuotaProblems } from '../../../lib/stacks/role-quota';
import { graphOf } from '../compiler/graph-of';
import { compiledAction, compiledWorkflow, resourcesOf, synthesize } from './fixtures';

function workflows(count: number, actionsEach: number) {
  return Array.from({ length: count }, (_, index) => ({
    graph: graphOf({ name: `flow-${index}`, steps: [] }),
    compiled: compiledWorkflow({
      name: `flow-${index}`,
      actions: Array.from({ length: actionsEach }, (_, step) => compiledAction(`step${step}`)),
    }),
  }));
}

/** By "IAM and AWS STS quotas". */
const quota = 1000;

describe('the quota of IAM roles', () => {
  it('is no matter for 199 workflows of three actions', () => {
    expect(roleQuotaProblems(workflows(199, 3))).toEqual([]);
  });

  it('is met by the 200th, which the warning points to', () => {
    const [problem, ...others] = roleQuotaProblems(workflows(300, 3));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'warning', code: 'many-roles' });
    expect(problem?.message).toContain(`makes 1503 IAM roles`);
    expect(problem?.location).toEqual(workflows(200, 3).at(-1)?.graph.locate(['name']));
    expect(problem?.remedy).toContain('Service Quotas');
  });

  it('counts what the templates have', () => {
    const few = workflows(2, 4);
    const templates = synthesize({ workflows: few.map(({ compiled }) => compiled) });
    const inTemplates = Object.values(templates).reduce(
      (sum, template) => sum + Object.keys(resourcesOf(template, 'AWS::IAM::Role')).length,
      0,
    );
    const needed = Math.ceil((quota + 1 - inTemplates) / 6);

    const [problem] = roleQuotaProblems([...few, ...workflows(needed, 4)]);

    expect(problem?.message).toContain(`makes ${inTemplates + needed * 6} IAM roles`);
  });
});
