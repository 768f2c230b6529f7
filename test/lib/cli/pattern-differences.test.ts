import { patternDifferences } from '../../../lib/cli/pattern-differences';

const event = {
  source: 'shop',
  'detail-type': 'record.created',
  detail: { objectType: 'contact', properties: { stage: 'customer', score: 5 }, tags: [{ a: 1, b: 2 }] },
};

describe('patternDifferences', () => {
  it.each<[what: string, pattern: object, differences: readonly string[]]>([
    ['a pattern that matches', { source: ['shop'], detail: { objectType: ['contact'] } }, []],
    ['another value', { source: ['web'] }, ['source is "shop", and must be "web"']],
    ['several values', { source: ['web', 'crm'] }, ['source is "shop", and must be "web" or "crm"']],
    [
      'what is absent',
      { detail: { properties: { email: ['a'] } } },
      ['detail.properties.email is absent, and must be "a"'],
    ],
    [
      'what stands where nothing is',
      { detail: { other: { deep: ['a'] } } },
      ['detail.other.deep is absent, and must be "a"'],
    ],
    [
      'an operator',
      { detail: { properties: { score: [{ numeric: ['>', 7] }] } } },
      ['detail.properties.score is 5, and must be {"numeric":[">",7]}'],
    ],
    [
      'each part that differs, and only those',
      { source: ['web'], 'detail-type': ['record.created'], detail: { objectType: ['deal'] } },
      ['source is "shop", and must be "web"', 'detail.objectType is "contact", and must be "deal"'],
    ],
    [
      'alternatives',
      { detail: { $or: [{ objectType: ['deal'] }, { objectType: ['company'] }] } },
      ['no alternative of `$or` in detail holds'],
    ],
    [
      'a list of which no one entry has all',
      { detail: { tags: { a: [1], b: [3] } } },
      ['detail.tags.b is [{"a":1,"b":2}], and must be 3'],
    ],
  ])('tells of %s', (_what, pattern, differences) => {
    expect(patternDifferences(pattern, event)).toEqual(differences);
  });

  it('says so where each part holds for some entry of a list, and all of them for none', () => {
    const pattern = { detail: { tags: { a: [1], b: [2] } } };
    const mixed = {
      detail: {
        tags: [
          { a: 1, b: 9 },
          { a: 9, b: 2 },
        ],
      },
    };

    expect(patternDifferences(pattern, mixed)).toEqual([
      'no one entry of a list has all that the pattern asks for',
    ]);
  });
});
