import { isTemplateObject } from '../assembly/template';

/** An error as a person wants to read it. */
export interface NamedError {
  /** As `Catch` and `Retry` name it; absent where a Fail state gives none. */
  readonly name?: string;
  /** What happened: a function's message, or the cause as it is. */
  readonly message: string;
  /** The function's stack trace. */
  readonly trace?: readonly string[];
}

/** Reads an error and its cause; a function's cause is the JSON that Lambda answered. */
export function namedError(error: unknown, cause: unknown): NamedError {
  const name = typeof error === 'string' ? { name: error } : {};
  const text = typeof cause === 'string' ? cause : '';
  const parsed = parse(text);
  if (!isTemplateObject(parsed) || typeof parsed.errorMessage !== 'string') return { ...name, message: text };
  const trace = Array.isArray(parsed.trace) ? parsed.trace.map(String) : [];
  return { ...name, message: parsed.errorMessage, ...(trace.length === 0 ? {} : { trace }) };
}

function parse(text: string): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
