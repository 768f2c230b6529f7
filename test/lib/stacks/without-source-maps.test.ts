import { withoutSourceMaps } from '../../../lib/stacks/without-source-maps';

describe('work without source maps', () => {
  const before = process.sourceMapsEnabled === true;
  afterEach(() => process.setSourceMapsEnabled(before));

  it.each([true, false])('leaves the setting as it was (%s), also where the work fails', (setting) => {
    process.setSourceMapsEnabled(setting);
    const seen: boolean[] = [];

    expect(withoutSourceMaps(() => seen.push(process.sourceMapsEnabled))).toBe(1);
    expect(() =>
      withoutSourceMaps(() => {
        throw new Error('a mistake');
      }),
    ).toThrow('a mistake');

    expect(seen).toEqual([false]);
    expect(process.sourceMapsEnabled).toBe(setting);
  });
});
