const OFFSET_DATE_TIME =
  /^(?<date>\d{4}-\d{2}-\d{2})T(?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/;

/**
 * An ISO 8601 extended offset date-time, such as `2016-03-14T01:59:00Z`, in milliseconds since the epoch.
 *
 * @returns undefined for anything else: no `T`, no offset, or no such day
 */
export function parseTimestamp(text: string): number | undefined {
  const parts = OFFSET_DATE_TIME.exec(text)?.groups;
  if (!parts) return undefined;
  const day = new Date(`${parts.date}T00:00:00Z`);
  // Date takes 30 February for 2 March.
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(String(parts.date))) return undefined;
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, '$1').replace(/([+-]\d{2})(\d{2})?$/, withColon));
  return Number.isNaN(time) ? undefined : time;
}

/** `+02` and `+0200` as `+02:00`, which is what Date reads. */
function withColon(_match: string, hours: string, minutes: string | undefined): string {
  return `${hours}:${minutes ?? '00'}`;
}
