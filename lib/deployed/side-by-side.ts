/** AWS slows whoever asks more at once. */
const atOnce = 4;

/**
 * Does something for each item, a few at a time.
 *
 * @returns what came of each, in the items' order
 * @throws what the first that fails throws; those under way end by themselves, and no more are begun
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of waiting) {
      if (failed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
