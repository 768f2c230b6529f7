import { expressionsOfEnrollment, expressionsOfStep, suspects } from '../../../lib/cli/authors-expressions';

const text = `{
  "enrollment": { "triggers": [], "where": "{% $record.a > 1 %}" },
  "steps": [
    { "id": "mark", "properties": { "x": "{% $record.x %}", "y": "{% $number($record.y) %}", "z": "plain" },
      "onError": [
        { "id": "inner", "detail": { "w": "{% $uppercase($error.message) %}" } } ] },
    { "id": "branch", "branches": [
      { "when": "{% $steps.a.b %}", "steps": [ { "id": "in", "for": "{% 1 %}" } ] } ] }
  ]
}`;

describe('expressionsOfStep', () => {
  it.each([
    ['those of the step alone', 4, ['x 4:42', 'y 4:66']],
    ['those of a step inside another', 6, ['w 6:43']],
  ])('gives %s, with the places', (_what, line, expected) => {
    const column = line === 4 ? 5 : 9;

    const found = expressionsOfStep(text, { line, column });

    expect(found.map((one) => `${one.key} ${one.line}:${one.column}`)).toEqual(expected);
  });

  it('gives conditions of a branch and not what stands in its arms', () => {
    expect(expressionsOfStep(text, { line: 7, column: 5 }).map(({ text: written }) => written)).toEqual([
      '{% $steps.a.b %}',
    ]);
  });

  it('gives nothing where no step begins, or the file is broken by now', () => {
    expect(expressionsOfStep(text, { line: 1, column: 7 })).toEqual([]);
    expect(expressionsOfStep('', { line: 4, column: 5 })).toEqual([]);
  });
});

describe('expressionsOfEnrollment', () => {
  it('gives the condition', () => {
    expect(expressionsOfEnrollment(text)).toEqual([
      { key: 'where', text: '{% $record.a > 1 %}', line: 2, column: 44 },
    ]);
  });
});

describe('suspects', () => {
  const of = (...texts: string[]) => texts.map((one) => ({ key: 'k', text: one, line: 1, column: 1 }));

  it.each([
    [
      'what calls the function of the message',
      ['{% $record.a %}', '{% $number($record.a) %}', '{% $sum([1]) %}'],
      'D3030: Unable to cast value to a number: "Ana"',
      ['{% $number($record.a) %}'],
    ],
    [
      'what calls a function by its name',
      ['{% $uppercase($record.a) %}', '{% $number($record.a) %}'],
      'T0410: Argument 1 of function "uppercase" does not match function signature',
      ['{% $uppercase($record.a) %}'],
    ],
    [
      'what is more than a path',
      ['{% $record.a %}', '{% $record.a + 1 %}'],
      'T2001: The left side of the "+" operator must evaluate to a number',
      ['{% $record.a + 1 %}'],
    ],
    ['all where nothing else is left', ['{% $record.a %}'], 'T2001: whatever', ['{% $record.a %}']],
  ])('names %s', (_what, texts, reason, expected) => {
    expect(suspects(of(...texts), reason).map(({ text: written }) => written)).toEqual(expected);
  });
});
