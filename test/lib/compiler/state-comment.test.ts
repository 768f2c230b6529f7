import { parseStepComment, stepComment } from '../../../lib/compiler/state-comment';

const location = { file: 'workflows/rotate-leads/workflow.json', line: 15, column: 5 };

describe('the comment of a state', () => {
  it('says which step it is, and where that stands', () => {
    expect(stepComment({ id: 'availability', location })).toBe(
      'step availability, workflows/rotate-leads/workflow.json:15:5',
    );
  });

  it('says what a further state of a step is for', () => {
    expect(stepComment({ id: 'availability', location }, 're-read')).toBe(
      'step availability (re-read), workflows/rotate-leads/workflow.json:15:5',
    );
  });

  it.each([
    ['the step itself', undefined, location],
    ['a further state', 'Retry-After', location],
    [
      'a folder with a comma, a colon and blanks',
      're-read',
      { ...location, file: 'my work, old:1/work flow.json' },
    ],
  ])('is read back: %s', (_, extra, place) => {
    expect(parseStepComment(stepComment({ id: 'tell_crm2', location: place }, extra))).toEqual({
      step: 'tell_crm2',
      ...(extra === undefined ? {} : { extra }),
      ...place,
    });
  });

  it.each([['Closes the marker.'], [undefined], [5], ['step , a:1:2'], ['step x, a:1']])(
    'is not taken for that of a step: %p',
    (comment) => {
      expect(parseStepComment(comment)).toBeUndefined();
    },
  );
});
