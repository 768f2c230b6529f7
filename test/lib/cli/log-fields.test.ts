import { logFields } from '../../../lib/cli/log-fields';

const line = { time: '2026-03-01T00:00:00.000Z', level: 'INFO', message: 'scoring' };
const ofRun = { workflow: 'w', step: 's', record: 'contact/1', run: 'r' };

describe('logFields', () => {
  it.each<[what: string, fields: Record<string, unknown> | undefined, shown: string | undefined]>([
    ['a line without fields', undefined, undefined],
    ['a line with what is the same on all of its run', ofRun, undefined],
    ['what the wrapper adds', { ...ofRun, late: true, error: { name: 'x' } }, undefined],
    ["the author's own", { ...ofRun, score: 7, parts: { a: [1] } }, '{"score":7,"parts":{"a":[1]}}'],
  ])('of %s', (_what, fields, shown) => {
    expect(logFields(fields === undefined ? line : { ...line, fields })).toBe(shown);
  });

  it('shortens long ones', () => {
    const shown = logFields({ ...line, fields: { text: 'x'.repeat(5_000) } });

    expect(shown).toMatch(/^\{"text":"x+… \(5011 characters\)$/);
    expect(shown?.length).toBeLessThan(330);
  });
});
