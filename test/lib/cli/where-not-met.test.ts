import { whereNotMet } from '../../../lib/cli/where-not-met';
import { workflow } from '../../../lib/workflow/workflow';

const graphOf = (where?: string) => ({
  workflow: workflow.parse({
    name: 'welcome',
    objectType: 'contact',
    enrollment: where === undefined ? {} : { where },
    steps: [{ id: 'stop', type: 'end' }],
  }),
  locate: () => ({ file: 'workflows/welcome/workflow.json', line: 5, column: 14 }),
});
const ana = { objectType: 'contact', objectId: '1001', properties: { country: 'US', note: 'x'.repeat(99) } };

describe('why `where` does not hold', () => {
  it.each<[string, object | undefined, string]>([
    ["$record.country = 'ES' and $record.open", undefined, '$record.country is "US"; $record.open is absent'],
    ['$record.objectId = "7"', undefined, '$record.objectId is "1001"'],
    ['$record.note = "y"', undefined, `$record.note is "${'x'.repeat(59)}…`],
    [
      '$trigger.detail.plan = "pro" and $trigger.detail.team.size > 3',
      { detail: { team: { size: 2 } } },
      '$trigger.detail.plan is absent; $trigger.detail.team.size is 2',
    ],
    ['$trigger.source = "shop"', undefined, '$trigger is absent, since no event came'],
  ])('is told of {%% %s %%}', (expression, event, here) => {
    const lines = whereNotMet(graphOf(`{% ${expression} %}`), { ...ana, event });

    expect(lines).toEqual([`workflows/welcome/workflow.json:5:14 {% ${expression} %}`, `here ${here}`]);
  });

  it('is the place alone where the condition names nothing, and nothing where there is none', () => {
    expect(whereNotMet(graphOf('{% false %}'), { ...ana, event: undefined })).toHaveLength(1);
    expect(whereNotMet(graphOf(), { ...ana, event: undefined })).toEqual([]);
  });
});
