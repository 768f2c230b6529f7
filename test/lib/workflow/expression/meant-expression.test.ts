import { meantExpression } from '../../../../lib/workflow/expression/meant-expression';
import { parseExpression } from '../../../../lib/workflow/expression/parse-expression';

describe('meantExpression', () => {
  it.each([
    ['$record.score > 5', '$record.score > 5'],
    ['email is set', '$exists($record.email)'],
    ['email is known', '$exists($record.email)'],
    ['$record.email is not empty', '$exists($record.email)'],
    ['email is unknown', '$not($exists($record.email))'],
    ['email is not set', '$not($exists($record.email))'],
    ['email exists', '$exists($record.email)'],
    ["country = 'ES'", "$record.country = 'ES'"],
    ['country = ES', "$record.country = 'ES'"],
    ['`a b` > 5 and score < 3', '$record.`a b` > 5 and $record.score < 3'],
    ['{{ email }}', '$record.email'],
    ['{% $record.score > 5 ', '$record.score > 5'],
    ['a == b', '$record.email'],
    ['x'.repeat(100), '$record.email'],
    ['', '$record.email'],
    [5, '$record.email'],
  ])('takes %j for %s', (written, meant) => {
    expect(meantExpression(written)).toBe(meant);
    expect(parseExpression(`{% ${meant} %}`).problems).toEqual([]);
  });
});
