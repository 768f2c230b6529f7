import fc from 'fast-check';
import { checkRecordsSchema } from '../../../../lib/workflow/check/check-records-schema';
import { summary, unmark } from './fixtures';

const withProperties = (properties: string) =>
  `{ "objectTypes": { "contact": { "properties": { ${properties} } } } }`;

describe('checkRecordsSchema', () => {
  it.each([
    ['no object types', '‸{}', 'missing-key | Add `"objectTypes": …`. The object types, by name.'],
    [
      'a type that is misspelled',
      withProperties('"x": { "type": ‸"strng" }'),
      'wrong-value | Did you mean `string`?',
    ],
    [
      'a key that is misspelled',
      withProperties('"x": { "type": "string", ‸"indxed": true }'),
      'unknown-key | Did you mean `indexed`?',
    ],
    [
      'a property without a type',
      withProperties('"x": ‸{}'),
      'missing-key | Add `"type": …`. The kind of value: `date` is `2026-11-24`, `datetime` is ISO 8601 with a zone. One of `string`, `number`, `boolean`, `date`, `datetime`, `enumeration`, `phone`.',
    ],
    [
      'choices of a text',
      withProperties('"x": { "type": "string", ‸"choices": ["a"] }'),
      'choices-without-enumeration | Make the type `enumeration`, or leave `choices` out.',
    ],
    [
      'an enumeration without choices',
      withProperties('"x": ‸{ "type": "enumeration" }'),
      'missing-key | Add `"choices": [ … ]`, or make the type `string`.',
    ],
    [
      'a name that begins with a digit',
      withProperties('‸"1x": { "type": "string" }'),
      'bad-name | A name is of letters, digits and `_`, and begins with no digit: `owner_id`.',
    ],
    ['a property that is a text', withProperties('"x": ‸"string"'), 'wrong-type | Write an object: `{ … }`.'],
    [
      'a trailing comma',
      withProperties('"x": { "type": "string"‸, }'),
      'trailing-comma | Take the comma out.',
    ],
  ])('reports %s', (_, marked, problem) => {
    const { text, places } = unmark(marked);

    const { problems, schema } = checkRecordsSchema('records.schema.json', text);

    expect(problems.map(summary)).toEqual([`${places[0] ?? ''} error ${problem}`]);
    expect(schema).toBeUndefined();
  });

  it('warns of a choice that is listed twice', () => {
    const { problems, schema } = checkRecordsSchema(
      'records.schema.json',
      withProperties('"x": { "type": "enumeration", "choices": ["a", "a"] }'),
    );

    expect(problems.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'duplicate-choice']]);
    expect(schema).toBeDefined();
  });

  it('never throws, whatever the text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map(withProperties)), (text) => {
        const { problems, schema } = checkRecordsSchema('records.schema.json', text);

        expect(schema === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 300 },
    );
  });
});
