/**
 * What the further states of a step are for, as their names in the console and their comments say it: `Ask (pause)`, and
 * `step ask (pause), …`. Tools read them there.
 */
export const stepExtras = {
  /** Reads the record again, in front of the step's own state. */
  reRead: 're-read',
  /** Waits as long as a server asked for, and enters the step again. */
  retryAfter: 'Retry-After',
  /** Waits until somebody completes the step. */
  pause: 'pause',
  /** Reads a completion that came before the pause. */
  completed: 'completed before',
} as const;
