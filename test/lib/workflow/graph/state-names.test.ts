import fc from 'fast-check';
import { check } from '../check/fixtures';

/** The names of the states of a row of delays with titles. */
function namesOf(titles: readonly (string | undefined)[]): string[] {
  const steps = titles.map((title, index) => ({
    id: `step${index}`,
    type: 'delay',
    for: '1d',
    ...(title === undefined ? {} : { title }),
  }));
  const { graph } = check(JSON.stringify({ name: 'test', objectType: 'contact', steps }));
  return [...(graph?.nodes.values() ?? [])].map(({ stateName }) => stateName);
}

describe('stateNames', () => {
  it.each([
    ['titles', ['Ask the calendar', 'Hand over'], ['Ask the calendar', 'Hand over']],
    ['ids where there is no title', [undefined, 'Hand over'], ['step0', 'Hand over']],
    [
      'the id behind a title that several have',
      ['Wait', 'Wait', 'Go'],
      ['Wait (step0)', 'Wait (step1)', 'Go'],
    ],
    [
      'another name where a title is the id of another step',
      [undefined, 'step0'],
      ['step0 (step0)', 'step0 (step1)'],
    ],
    ['a number where all that is taken', ['A', 'A', 'A (step0)'], ['A (step0, 2)', 'A (step1)', 'A (step0)']],
    ['blanks for line breaks and tabs', ['Ask\n\tthe  calendar '], ['Ask the calendar']],
    ['the id of a title of blanks', [' \n '], ['step0']],
    ['80 characters of a long title', ['a'.repeat(81)], [`${'a'.repeat(79)}…`]],
    [
      'long titles with the id behind them',
      ['a'.repeat(81), 'a'.repeat(81)],
      [`${'a'.repeat(71)}… (step0)`, `${'a'.repeat(71)}… (step1)`],
    ],
    ['no half of a wide character', [`${'a'.repeat(78)}😀😀`], [`${'a'.repeat(78)}…`]],
  ])('gives %s', (_, titles, names) => {
    expect(namesOf(titles)).toEqual(names);
  });

  it('gives every state a name of its own, of 80 characters at most', () => {
    const title = fc.option(
      fc.oneof(
        fc.string({ minLength: 1, maxLength: 100 }),
        fc.constantFrom('A', 'step1', 'A (step0)', 'A (step1, 2)'),
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.array(title, { maxLength: 12 }), (titles) => {
        const usable = titles.map((text) => text?.replace(/\{%/g, '{'));

        const names = namesOf(usable);

        expect(new Set(names).size).toBe(usable.length);
        for (const name of names) expect(name.length).toBeLessThanOrEqual(80);
      }),
      { numRuns: 200 },
    );
  });
});
