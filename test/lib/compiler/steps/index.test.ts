import { stepCompilers } from '../../../../lib/compiler/steps';
import { isNode, stepExamples } from '../../workflow/step-examples';

it('every step type that is neither a jump nor an end has a compiler in lib/compiler/steps/index.ts, in any order', () => {
  const compilers = stepCompilers.map(({ type }) => type);
  const types = stepExamples.filter(isNode).map(({ type }) => type.type);

  expect(compilers.toSorted()).toEqual(types.toSorted());
});
