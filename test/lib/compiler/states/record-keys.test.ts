import fc from 'fast-check';
import jsonata from 'jsonata';
import { type KeyTexts, partitionText, recordKeys } from '../../../../lib/compiler/states/record-keys';
import {
  eventKey,
  markerKey,
  recordKey,
  runKey,
  runsByRecordKey,
  runsByStatusKey,
  runsByWorkflowKey,
} from '../../../../lib/records/keys';

const workflow = { name: 'rotate-leads', objectType: 'contact' };
const keys = recordKeys(workflow);
const part = fc.string({
  unit: fc.oneof(
    fc.constantFrom('#', '%', '%23', '"', '\\', '$1', ' '),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});

describe('keys that a machine composes', () => {
  it('are those of lib/records, for any id and any key', async () => {
    await fc.assert(
      fc.asyncProperty(part, part, async (objectId, key) => {
        const record = { objectType: 'contact', objectId };
        const bindings = {
          run: { objectId },
          key,
          pk: await jsonata(partitionText(workflow, '$run.objectId')).evaluate(undefined, {
            run: { objectId },
          }),
          states: { context: { Execution: { Name: 'run-1' } } },
        };
        const evaluate = (text: string) => jsonata(text).evaluate(undefined, { ...bindings });
        const evaluated = async ({ pk, sk }: KeyTexts) => ({
          pk: await evaluate(pk),
          sk: await evaluate(sk),
        });

        expect(await evaluated(keys.record)).toEqual(recordKey(record));
        expect(await evaluated(keys.marker)).toEqual(markerKey(record, 'rotate-leads'));
        expect(await evaluated(keys.event('$key'))).toEqual(eventKey(record, 'rotate-leads', key));
        expect(await evaluated(keys.run)).toEqual(runKey('rotate-leads', 'run-1'));
        const indexes = keys.runIndexes('RUNNING');
        expect(await evaluate(indexes.runsByWorkflow)).toBe(runsByWorkflowKey('rotate-leads'));
        expect(await evaluate(indexes.runsByStatus)).toBe(runsByStatusKey('rotate-leads', 'RUNNING'));
        expect(await evaluate(indexes.runsByRecord)).toBe(runsByRecordKey(record));
      }),
      { numRuns: 200 },
    );
  });
});
