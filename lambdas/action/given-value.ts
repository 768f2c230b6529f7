import { isError } from './thrown';

/** What an action said by a call of its callback, or by returning. */
export type Given =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'outputs'; readonly outputFields: unknown; readonly warning?: string }
  | { readonly kind: 'error'; readonly error: unknown };

const nothing: Given = { kind: 'nothing' };

/**
 * Reads a call of HubSpot's callback. Its payload is the first argument; `callback(null, payload)` and
 * `callback(error)`, as Node has them, occur in people's code and are taken as meant. `callback()` says nothing.
 */
export function givenByCallback(first: unknown, second: unknown): Given {
  if (isError(first)) return { kind: 'error', error: first };
  if (first === undefined || first === null)
    return second === undefined || second === null ? nothing : read(second, 'callback');
  return read(first, 'callback');
}

/** Reads what HubSpot's form returned: only an object with `outputFields` is a value. */
export function givenByReturn(returned: unknown): Given {
  try {
    const isValue = typeof returned === 'object' && returned !== null && 'outputFields' in returned;
    return isValue ? read(returned, 'return') : nothing;
  } catch (error) {
    return { kind: 'error', error };
  }
}

function read(value: unknown, by: string): Given {
  try {
    if (typeof value !== 'object' || value === null) {
      const warning = `The ${by} gave a ${typeof value}; the form is { outputFields: { … } }. There are no outputs.`;
      return { kind: 'outputs', outputFields: undefined, warning };
    }
    if (!('outputFields' in value)) {
      const names = Object.keys(value).slice(0, 5).join(', ');
      const warning = `The ${by} gave an object without outputFields (${names || 'empty'}); the form is { outputFields: { … } }. There are no outputs.`;
      return { kind: 'outputs', outputFields: undefined, ...(names !== '' && { warning }) };
    }
    return { kind: 'outputs', outputFields: value.outputFields };
  } catch (error) {
    return { kind: 'error', error };
  }
}
