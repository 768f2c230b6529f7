/** One line that a function wrote, as a person wants to see it. */
export interface LogLine {
  /** ISO 8601: when it was written, or, where the line does not say, when it was read. */
  readonly time: string;
  /** `TRACE` to `FATAL`; absent where the line was written past the console. */
  readonly level?: string;
  readonly message: string;
  /** What else a line of JSON holds. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

const CONSOLE_LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\t\S+\t([A-Z]+)\t(.*)$/s;

/**
 * Reads a line of a function's log: one of Lambda's console (time, request id, level, text), a line of JSON with a
 * `message` (Lambda's own JSON format, and the wrapper's), or any other text.
 *
 * @param readAt when the line was read, ISO 8601
 */
export function parseLogLine(line: string, readAt: string): LogLine {
  const [, time, level, text] = CONSOLE_LINE.exec(line) ?? [];
  if (time !== undefined && level !== undefined && text !== undefined) {
    return parseJsonLine(text, time, level) ?? { time, level, message: text.replaceAll('\r', '\n') };
  }
  return parseJsonLine(line, readAt) ?? { time: readAt, message: line.replaceAll('\r', '\n') };
}

function parseJsonLine(line: string, readAt: string, consoleLevel?: string): LogLine | undefined {
  if (!line.startsWith('{') || !line.endsWith('}')) return undefined;
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { timestamp, time, level, message, requestId, ...fields } = parsed;
  if (message === undefined) return undefined;
  const at = typeof timestamp === 'string' ? timestamp : typeof time === 'string' ? time : readAt;
  const said = typeof level === 'string' ? level.toUpperCase() : consoleLevel;
  return {
    time: at,
    ...(said === undefined ? {} : { level: said }),
    message: typeof message === 'string' ? message : JSON.stringify(message),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  };
}
