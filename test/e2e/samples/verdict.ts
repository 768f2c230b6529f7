import type { TryReport } from '../../../lib/local/try/try-report';

/** Whether an action ended as it should on made-up data, and why not, or how it failed of its own accord. */
export interface Verdict {
  readonly isRight: boolean;
  readonly reason?: string;
}

/**
 * Judges a run: every request is answered, and the action succeeds, or fails where its own code says `throw` (made-up
 * data may be what it refuses).
 */
export function verdictOf({ status, requests, error }: TryReport, source: string): Verdict {
  const unanswered = requests.find((request) => request.status === null);
  if (unanswered !== undefined) return { isRight: false, reason: `unanswered: ${unanswered.url}` };
  if (status === 'succeeded') return { isRight: true };
  const reason = `${error?.name}: ${error?.message} (${error?.file ?? '?'}:${error?.line ?? '?'})`;
  const line = error?.line === undefined ? '' : (source.split('\n')[error.line - 1] ?? '');
  return { isRight: error?.internal === false && /\bthrow\b/.test(line), reason };
}
