import { foreignListeners } from './listeners';

const emitter: NodeJS.EventEmitter = process;

/** What a run can change about its process, as it was at one moment. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly console: readonly (readonly [string, unknown])[];
  readonly listeners: ReadonlyMap<string | symbol, readonly ((...args: unknown[]) => void)[]>;
  readonly folder: string | undefined;
  readonly exitCode: unknown;
  readonly stackTraceLimit: number;
  readonly prepareStackTrace: unknown;
}

/** Notes what there is now. */
export function noteSurroundings(): Surroundings {
  return {
    environment: { ...process.env },
    console: Object.entries(console),
    listeners: new Map(emitter.eventNames().map((name) => [name, foreignListeners(name)])),
    folder: workingFolder(),
    exitCode: process.exitCode,
    stackTraceLimit: Error.stackTraceLimit,
    prepareStackTrace: Error.prepareStackTrace,
  };
}

/** Makes it so again, so that nothing of a run reaches the next. */
export function restoreSurroundings(noted: Surroundings): void {
  for (const name of Object.keys(process.env)) if (!(name in noted.environment)) delete process.env[name];
  for (const [name, value] of Object.entries(noted.environment)) {
    if (process.env[name] !== value) process.env[name] = value;
  }
  for (const [name, value] of noted.console)
    if (Reflect.get(console, name) !== value) Reflect.set(console, name, value);
  for (const name of emitter.eventNames()) {
    const before = noted.listeners.get(name) ?? [];
    for (const listener of foreignListeners(name))
      if (!before.includes(listener)) emitter.removeListener(name, listener);
  }
  for (const [name, before] of noted.listeners) {
    const now = foreignListeners(name);
    for (const listener of before) if (!now.includes(listener)) emitter.on(name, listener);
  }
  if (noted.folder !== undefined && workingFolder() !== noted.folder) process.chdir(noted.folder);
  Reflect.set(process, 'exitCode', noted.exitCode);
  Error.stackTraceLimit = noted.stackTraceLimit;
  Reflect.set(Error, 'prepareStackTrace', noted.prepareStackTrace);
}

/** Nothing where it has been deleted. */
function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}
