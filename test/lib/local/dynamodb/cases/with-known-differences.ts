import { messageDifferences } from './known-differences';

/**
 * What the store answered, with DynamoDB Local's words in the place of those that are known to differ: equal to the
 * recording, if nothing else differs.
 */
export function withKnownDifferences(answer: unknown, recorded: unknown): unknown {
  if (typeof answer === 'string' && typeof recorded === 'string' && answer !== recorded) {
    const known = messageDifferences.some(
      ({ dynamoDbLocal, store }) => recorded === dynamoDbLocal && store.test(answer),
    );
    return known ? recorded : answer;
  }
  if (Array.isArray(answer) && Array.isArray(recorded)) {
    return answer.map((member: unknown, at) => withKnownDifferences(member, recorded[at]));
  }
  if (!isObject(answer) || !isObject(recorded)) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      ['message', 'Message', 'details', 'CancellationReasons'].includes(name) || !('error' in answer)
        ? withKnownDifferences(value, recorded[name])
        : value,
    ]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
