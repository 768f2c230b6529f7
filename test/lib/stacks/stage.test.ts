import { InvalidStageError } from '../../../lib/stacks/invalid-stage-error';
import { checkedStage, keepsData } from '../../../lib/stacks/stage';

describe('checkedStage', () => {
  it.each(['dev', 'prod', 'a', 'pr42', 'abcdefghij'])('takes %s', (stage) => {
    expect(checkedStage(stage)).toBe(stage);
  });

  it.each([
    ['nothing', ''],
    ['eleven characters', 'abcdefghijk'],
    ['capital letters, which no bucket or table of the same name could have', 'Prod'],
    ['a hyphen, by which one stage could be the beginning of another', 'eu-prod'],
    ['a digit at the beginning', '1a'],
    ['a slash', 'a/b'],
    ['a number, as cdk.json may hold one', 7],
    ['no text at all', undefined],
  ])('refuses %s', (_, stage) => {
    expect(() => checkedStage(stage)).toThrow(InvalidStageError);
  });

  it('says what would be right', () => {
    expect(new InvalidStageError('Production')).toMatchObject({
      message: '"Production" cannot be the name of a stage.',
      remedy: expect.stringContaining('at most 10 small letters and digits'),
    });
  });
});

it('keeps data in prod, and nowhere else', () => {
  expect(['prod', 'dev', 'prod2', 'preprod'].filter(keepsData)).toEqual(['prod']);
});
