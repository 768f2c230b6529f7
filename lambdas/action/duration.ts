const seconds = { Y: 365 * 86_400, M: 30 * 86_400, W: 7 * 86_400, D: 86_400, H: 3_600, m: 60, S: 1 } as const;

/**
 * Seconds of an ISO 8601 duration such as `P1W`, `P1DT12H`, `PT90S` (a month counts 30 days, a year 365), rounded up;
 * `undefined` when the text is none, or is of no length.
 */
export function durationSeconds(text: string): number | undefined {
  const parts =
    /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/i.exec(
      text.trim(),
    );
  if (parts === null) return undefined;
  const total = Object.values(seconds).reduce(
    (sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit,
    0,
  );
  return Number.isFinite(total) && total > 0 ? Math.ceil(total) : undefined;
}
