/** What keeps an event loop alive and can be closed: a socket, a server, a child process, a watcher. */
interface Handle {
  ref?(): void;
  unref?(): void;
  destroy?(): void;
  close?(): void;
  kill?(): void;
}

/** Handles that keep this thread's loop alive now, but for the standard streams. */
export function activeHandles(): Handle[] {
  const list: unknown = Reflect.get(process, '_getActiveHandles');
  const handles: unknown = typeof list === 'function' ? Reflect.apply(list, process, []) : [];
  return Array.isArray(handles) ? handles.filter((handle) => !isStandardStream(handle)) : [];
}

/** By its descriptor: to ask `process.stdout` would open it. */
function isStandardStream(handle: object): boolean {
  const inner: unknown = Reflect.get(handle, '_handle');
  const descriptor: unknown =
    typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'fd') : undefined;
  return typeof descriptor === 'number' && descriptor >= 0 && descriptor <= 2;
}

/** What keeps the loop alive now, by the names that Node has for it. */
export function openResources(): string {
  return [...new Set(process.getActiveResourcesInfo())].join(', ') || 'nothing that Node knows of';
}

/** What is said of a run that was over a second after the action had returned. */
export function openAfterReturn(): string {
  return `Something was still open a second after the action had returned (${openResources()}). A connection that serves the next run is right; work that must be done has to be awaited before returning.`;
}

/** Closes a handle by force. */
export function closeHandle(handle: Handle): void {
  try {
    if (handle.destroy) handle.destroy();
    else if (handle.kill) handle.kill();
    else handle.close?.();
    handle.unref?.();
  } catch {
    // it is closed already, or cannot be: the loop that does not drain says so
  }
}

/**
 * Connections that a module holds from one run to the next (a database's): between runs they keep nothing alive, and
 * during a run they do, since an answer may be due on them.
 */
export class ParkedHandles {
  #parked: Handle[] = [];

  /** Lets the loop drain although these are open. */
  park(handles: readonly Handle[]): void {
    for (const handle of handles) handle.unref?.();
    this.#parked.push(...handles);
  }

  /** Makes those that are still open keep the loop alive again. */
  unpark(): void {
    for (const handle of this.#parked) if (Reflect.get(handle, 'destroyed') !== true) handle.ref?.();
    this.#parked = [];
  }
}
