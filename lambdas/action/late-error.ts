import { readThrown } from './thrown';

/** What the log says of an error that came after the run to which it belongs. */
export function lateError(thrown: unknown, hide: (text: string) => string): string {
  const { name, message } = readThrown(thrown, hide);
  return `An error came after the run to which it belongs had ended, and changes nothing: ${name}: ${message}`;
}
