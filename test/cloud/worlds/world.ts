import type { Clients } from './clients';

/** How far to let things happen. */
export interface Settling {
  /** Leaves waits of this many seconds and more as they are. */
  readonly stopBefore?: number;
  /** Lets pauses expire. */
  readonly expire?: boolean;
}

/** Somewhere that a deployed project runs, seen through AWS's SDK. */
export interface World {
  readonly clients: Clients;
  /**
   * Lets everything happen that can: delays and waits before retries take no time, pauses go on until somebody completes
   * them.
   *
   * @throws Error when it does not come to rest
   */
  settle(options?: Settling): Promise<void>;
  close(): Promise<void>;
}

/** The stage of all projects of these tests. */
export const stage = 'dev';

/** The name of a stage's resource. */
export function named(name: string): string {
  return `coded-actions-${stage}-${name}`;
}
