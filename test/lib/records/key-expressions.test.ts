import fc from 'fast-check';
import jsonata from 'jsonata';
import { keyExpression } from '../../../lib/records/key-expressions';
import { eventKey, keyTemplates, recordKey } from '../../../lib/records/keys';

describe('a key as an expression', () => {
  it('gives what the key gives for any parts, known early or late', async () => {
    const part = fc.string({ unit: 'grapheme' });

    await fc.assert(
      fc.asyncProperty(part, part, part, part, async (objectType, objectId, workflow, key) => {
        const expected = eventKey({ objectType, objectId }, workflow, key);
        const parts = {
          objectType: { literal: objectType },
          objectId: { expression: '$id' },
          workflow: { literal: workflow },
          eventKey: { expression: '$key' },
        };
        const bindings = { id: objectId, key };

        const pk = await evaluate(keyExpression(keyTemplates.event.pk, parts), bindings);
        const sk = await evaluate(keyExpression(keyTemplates.event.sk, parts), bindings);

        expect({ pk, sk }).toEqual(expected);
      }),
    );
  });

  it('takes a number for its text', async () => {
    const parts = { objectType: { literal: 'contact' }, objectId: { expression: '$id' } };

    const pk = await evaluate(keyExpression(keyTemplates.record.pk, parts), { id: 1001 });

    expect(pk).toBe(recordKey({ objectType: 'contact', objectId: '1001' }).pk);
  });

  it('is a plain string where all parts are known', () => {
    const parts = { objectType: { literal: 'a"b' }, objectId: { literal: '1' } };

    expect(keyExpression(keyTemplates.record.pk, parts)).toBe('"record#a\\"b#1"');
  });

  it('refuses to leave out a part', () => {
    expect(() => keyExpression(keyTemplates.record.pk, { objectType: { literal: 'x' } })).toThrow('objectId');
  });
});

function evaluate(expression: string, bindings: Record<string, unknown>): Promise<unknown> {
  return jsonata(expression).evaluate(undefined, bindings);
}
