import { format, inspect } from 'node:util';
import { type ActionLogFields, formatLogLine, type LogLevel } from './log-line';
import type { Mask } from './mask';
import { writeNow } from './output';
import * as parts from './parts';
import type { Scope } from './scope';

/** Lambda's levels, least urgent first, and the least that it wants ("Log-level filtering"). */
const urgency: readonly string[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const wanted = urgency.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL ?? '');

/** Writes an action's log lines: secrets hidden, places of the bundle named as the user knows them. */
export class ActionLog {
  readonly #mask: Mask;
  readonly #file: string;

  /** @param file path of the bundle, as it stands in stack traces */
  constructor(mask: Mask, file: string) {
    this.#mask = mask;
    this.#file = file;
  }

  /** Writes one line. */
  write(
    fields: Partial<ActionLogFields>,
    level: LogLevel,
    message: string,
    extra?: Readonly<Record<string, unknown>>,
  ): void {
    if (urgency.indexOf(level) < wanted) return;
    const file = this.#file;
    const named = message.includes(file) ? parts.unusual().placesOf(file).translateAll(message) : message;
    const line = formatLogLine(new Date(), level, this.#mask.hide(named), fields, extra);
    writeNow(1, `${this.#mask.hide(line)}\n`);
  }
}

/** The console's methods and their levels in Lambda's terms. */
const levels = {
  log: 'INFO',
  info: 'INFO',
  debug: 'DEBUG',
  warn: 'WARN',
  error: 'ERROR',
  trace: 'TRACE',
} as const;

/** Makes the console write log lines of the run that it is called from. Outside a run it is what it was. */
export function logConsole(scope: Scope, log: ActionLog): void {
  for (const [method, level] of Object.entries(levels)) {
    const original: unknown = Reflect.get(console, method);
    const logged = (...args: unknown[]) => {
      const run = scope.owner;
      if (run === undefined) return typeof original === 'function' && Reflect.apply(original, console, args);
      log.write(run.fields, level, printed(args), run.ended ? { late: true } : undefined);
    };
    Reflect.set(console, method, logged);
  }
  console.dir = (value, options) => console.log(inspect(value, { customInspect: false, ...options }));
}

/** What the console would print; never throws. */
export function printed(args: readonly unknown[]): string {
  try {
    return format(...args);
  } catch (error) {
    return `(what was logged could not be printed: ${error instanceof Error ? error.message : 'an error'})`;
  }
}
