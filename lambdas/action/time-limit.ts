/** The longest that a Lambda function may run, in seconds ("Lambda quotas"). */
const longestSeconds = 900;

/**
 * What is said of a run that its step's time limit ended.
 *
 * @param seconds the step's `timeout`
 * @param reason what is known of why, as a sentence
 */
export function timeLimitMessage(seconds: number, reason: string): string {
  const remedy =
    seconds < longestSeconds
      ? `Raise the step's "timeout" (now ${seconds} s, up to 15 minutes), or see what it waits for.`
      : 'No step may take longer: do less in one, or see what it waits for.';
  return `The action took longer than its time limit of ${seconds} s. ${reason} ${remedy}`;
}
