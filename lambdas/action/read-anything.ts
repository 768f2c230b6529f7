import { types } from 'node:util';

/** True for errors of any realm, and for what behaves as one. */
export function isError(value: unknown): value is object {
  try {
    return (
      types.isNativeError(value) ||
      value instanceof Error ||
      (isObject(value) &&
        typeof get(value, 'message') === 'string' &&
        typeof get(value, 'stack') === 'string')
    );
  } catch {
    return false;
  }
}

/** A property, or nothing where reading it throws. */
export function get(target: unknown, key: PropertyKey): unknown {
  try {
    return isObject(target) ? Reflect.get(target, key) : undefined;
  } catch {
    return undefined;
  }
}

/** A text, or nothing. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
