import * as parts from './parts';

/** What an action said by a call of its callback, or by returning. */
export type Given =
  /** `remark` says what came instead, where something did. */
  | { readonly kind: 'nothing'; readonly remark?: string }
  | { readonly kind: 'outputs'; readonly outputFields: unknown; readonly remark?: string }
  | { readonly kind: 'error'; readonly error: unknown };

const nothing: Given = { kind: 'nothing' };

/**
 * Reads a call of HubSpot's callback. Its payload is the first argument; `callback(null, payload)` and
 * `callback(error)`, as Node has them, occur in people's code and are taken as meant. `callback()` says nothing.
 *
 * @param isBot whether the event is a bot's, whose answer has no `outputFields`
 */
export function givenByCallback(first: unknown, second: unknown, isBot: boolean): Given {
  return (
    usual(first) ??
    (isAbsent(first) ? (usual(second) ?? (isAbsent(second) ? nothing : undefined)) : undefined) ??
    parts.unusual().givenByCallback(first, second, isBot)
  );
}

/** Reads what HubSpot's form returned: only an object with `outputFields` is a value. */
export function givenByReturn(returned: unknown, isBot: boolean): Given {
  return usual(returned) ?? (isAbsent(returned) ? nothing : parts.unusual().givenByReturn(returned, isBot));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** `{ outputFields }`, as most actions give it. */
function usual(value: unknown): Given | undefined {
  try {
    const isUsual =
      typeof value === 'object' && value !== null && !(value instanceof Error) && 'outputFields' in value;
    return isUsual ? { kind: 'outputs', outputFields: value.outputFields } : undefined;
  } catch {
    return undefined;
  }
}
