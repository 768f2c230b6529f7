import { parseTree } from 'jsonc-parser';
import { matchesPattern, pathsAt } from '../../../../lib/workflow/source/path-pattern';

describe('matchesPattern', () => {
  it.each([
    ['value', ['value'], true],
    ['value', ['value', 0], false],
    ['branches.*.when', ['branches', 3, 'when'], true],
    ['branches.*.when', ['branches', 3, 'steps'], false],
    ['inputs.**', ['inputs', 'a', 0, 'b'], true],
    ['inputs.**', ['inputs'], true],
    ['inputs.**', ['outputs', 'a'], false],
    ['properties.*', ['properties'], false],
  ])('%s of %j: %s', (pattern, path, matches) => {
    expect(matchesPattern(pattern, path)).toBe(matches);
  });
});

describe('pathsAt', () => {
  const tree = parseTree(
    '{ "branches": [{ "steps": [1] }, {}, { "steps": [] }], "else": [], "map": { "a": { "steps": 1 } } }',
  );

  it.each([
    ['else', [['else']]],
    [
      'branches.*.steps',
      [
        ['branches', 0, 'steps'],
        ['branches', 2, 'steps'],
      ],
    ],
    ['map.*.steps', [['map', 'a', 'steps']]],
    ['nothing.*', []],
    ['else.*', []],
  ])('finds %s', (pattern, paths) => {
    expect(tree && pathsAt(tree, pattern)).toEqual(paths);
  });
});
