import { StateError } from './state-error';

/**
 * The failure that stands for data nested so deeply that the stack ends before they do, from some thousand levels:
 * where exactly is the engine's matter. Undefined for anything else that was thrown.
 */
export function nestingFailure(thrown: unknown): StateError | undefined {
  if (!(thrown instanceof RangeError) || !thrown.message.startsWith('Maximum call stack')) return undefined;
  return new StateError('States.Runtime', 'The data are nested too deeply to be processed.');
}
