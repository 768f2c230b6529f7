import { enrollmentLines } from '../../../lib/cli/enrollment-lines';
import { workflow } from '../../../lib/workflow/workflow';

const orders = { name: 'orders', objectType: 'contact', steps: [{ id: 'stop', type: 'end' }] };
const enrolledBy = (enrollment: object) => workflow.parse({ ...orders, enrollment });

describe('what enrolls into a workflow, in a line', () => {
  it.each<[string, object, string]>([
    ['nothing', {}, 'orders: no event enrolls a contact; a person starts it'],
    ['an event', { triggers: [{ event: 'paid' }] }, 'orders: a contact enrolls by paid'],
    [
      'events with a source and a filter, and a condition over lines',
      {
        triggers: [{ event: 'paid', source: 'shop', filter: { country: ['ES'] } }, { event: 'sent' }],
        where: '{% $record.age >\n   17 %}',
      },
      'orders: a contact enrolls by paid from shop with {"country":["ES"]} or sent, where {% $record.age > 17 %}',
    ],
  ])('names %s', (_, enrollment, line) => {
    expect(enrollmentLines([enrolledBy(enrollment)])).toEqual([line]);
  });

  it('cuts what is long, in one workflow and in many', () => {
    const long = enrolledBy({
      triggers: [{ event: 'paid' }],
      where: `{% $record.name = '${'x'.repeat(100)}' %}`,
    });

    expect(enrollmentLines([long])[0]).toMatch(/x…$/);
    expect(enrollmentLines(Array.from({ length: 25 }, () => long))).toHaveLength(21);
    expect(enrollmentLines(Array.from({ length: 25 }, () => long)).at(-1)).toBe('and 5 more workflows');
  });
});
