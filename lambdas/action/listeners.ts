type Listener = (...args: unknown[]) => void;

const emitter: NodeJS.EventEmitter = process;
const ours = new Map<Listener, string>();
let isGuarded = false;

/**
 * Listens to an event of the process, also when an action takes all listeners away.
 *
 * @returns a function that ends it
 */
export function listen(event: string, listener: Listener): () => void {
  guard();
  ours.set(listener, event);
  emitter.on(event, listener);
  return () => {
    ours.delete(listener);
    emitter.removeListener(event, listener);
  };
}

/** The process's listeners of an event, but for our own. */
export function foreignListeners(event: string | symbol): Listener[] {
  return emitter
    .rawListeners(event)
    .map((listener) => listener as Listener)
    .filter((listener) => !ours.has(listener));
}

function guard(): void {
  if (isGuarded) return;
  isGuarded = true;
  const removeAll: unknown = emitter.removeAllListeners;
  emitter.removeAllListeners = (...event) => {
    if (typeof removeAll === 'function') Reflect.apply(removeAll, process, event);
    for (const [listener, name] of ours)
      if (!emitter.listeners(name).includes(listener)) emitter.on(name, listener);
    return process;
  };
}
