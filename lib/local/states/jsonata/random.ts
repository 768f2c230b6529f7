/** A source of random numbers, uniform in [0, 1). */
export type Random = () => number;

/**
 * A reproducible source: Mulberry32 over a hash of the seed. AWS's generator for `$random(seed)` and
 * `States.MathRandom` is not documented; only that the same seed gives the same number.
 */
export function seededRandom(seed: number): Random {
  let state = hashNumber(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every bit of a double counts, so that 1 and 1.5 are different seeds. */
function hashNumber(seed: number): number {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, seed);
  return Math.imul(bytes.getInt32(0), 0x9e3779b1) ^ bytes.getInt32(4);
}

/** A version 4 UUID from a source of random numbers. */
export function randomUuid(random: Random): string {
  const digits = Array.from({ length: 32 }, (_, i) => {
    const digit = Math.floor(random() * 16);
    if (i === 12) return 4;
    return i === 16 ? (digit & 3) | 8 : digit;
  })
    .map((digit) => digit.toString(16))
    .join('');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}
