/** What the id of a callback says: which visit of which step of which run. */
export interface CallbackId {
  readonly workflow: string;
  /** The execution's name. */
  readonly run: string;
  readonly step: string;
}

/** As the compiler makes it (`lib/compiler/step-states.ts`); none of the parts can hold a colon. */
const shape = /^(?<workflow>[^:]+):(?<run>[^:]+):(?<step>[A-Za-z][A-Za-z0-9_]*):\d+$/;

/** Reads an id; undefined where it has not the shape of one. */
export function readCallbackId(text: string): CallbackId | undefined {
  const { workflow, run, step } = shape.exec(text)?.groups ?? {};
  return workflow === undefined || run === undefined || step === undefined
    ? undefined
    : { workflow, run, step };
}
