import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { recordsSchema } from '../../../lib/records/records-schema';

describe('recordsSchema', () => {
  it("reads the project's own records.schema.json", () => {
    const text = readFileSync(join(packageRoot(), 'records.schema.json'), 'utf8');

    const parsed = recordsSchema.parse(JSON.parse(text));

    expect(Object.keys(parsed.objectTypes)).toContain('contact');
    expect(parsed.objectTypes.contact?.properties).toMatchObject({
      email: { type: 'string', indexed: true },
      firstname: { type: 'string', indexed: false },
      lifecyclestage: { type: 'enumeration' },
    });
  });

  it.each([
    ['a type that there is not', { x: { type: 'text' } }],
    ['a key that there is not', { x: { type: 'string', index: true } }],
    ['a name with a blank', { 'x y': { type: 'string' } }],
    ['choices without one', { x: { type: 'enumeration', choices: [] } }],
    ['a property without a type', { x: {} }],
  ])('refuses %s', (_, properties) => {
    expect(recordsSchema.safeParse({ objectTypes: { contact: { properties } } }).success).toBe(false);
  });
});
