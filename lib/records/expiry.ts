/** How long an event item refuses the same event again: 30 days, in seconds. */
export const eventItemLifetime = 30 * 24 * 60 * 60;

/** How long a run is kept: 400 days, in seconds. */
export const runLifetime = 400 * 24 * 60 * 60;

/** How long a wait item is kept behind the end of the pause, or a completion that came before it: 30 days, in seconds. */
export const waitItemLifetime = 30 * 24 * 60 * 60;

/** The value of `expiresAt`, in seconds since the epoch, for an item made at an ISO 8601 time. */
export function expiryAfter(time: string, lifetimeSeconds: number): number {
  return Math.ceil(Date.parse(time) / 1000) + lifetimeSeconds;
}
