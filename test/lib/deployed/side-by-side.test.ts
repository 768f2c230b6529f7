import { sideBySide } from '../../../lib/deployed/side-by-side';

describe('sideBySide', () => {
  it('gives results in the order of the items, and works on four at once at most', async () => {
    let working = 0;
    let most = 0;

    const results = await sideBySide([5, 1, 4, 2, 3, 0, 9], async (item) => {
      most = Math.max(most, ++working);
      await new Promise((resolve) => setTimeout(resolve, item));
      working--;
      return item * 10;
    });

    expect(results).toEqual([50, 10, 40, 20, 30, 0, 90]);
    expect(most).toBe(4);
  });

  it('begins nothing more once something failed', async () => {
    const begun: number[] = [];

    const work = sideBySide([0, 1, 2, 3, 4, 5, 6, 7], async (item) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error('failed');
    });

    await expect(work).rejects.toThrow('failed');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(begun.length).toBeLessThan(8);
  });
});
