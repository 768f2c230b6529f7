/** What the local runtime's endpoint answered. */
export interface EndpointAnswer {
  readonly answer: Readonly<Record<string, unknown>>;
  /** The error's name, of a request that was refused. */
  readonly error?: string;
}

/** The runtime lets a person do everything, and tells a person by any access key that is no function's. */
const personsKey = 'AWS4-HMAC-SHA256 Credential=coded-actions';

/**
 * Sends one request to a local runtime, in AWS's JSON protocol: the SDK takes longer to load than all the rest of a
 * command.
 *
 * @param url the runtime's endpoint
 * @param target service and operation: `DynamoDB_20120810.GetItem`
 */
export async function endpointRequest(url: string, target: string, body: object): Promise<EndpointAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      authorization: `${personsKey}/local`,
    },
    body: JSON.stringify(body),
  });
  const parsed: unknown = await response.json();
  const answer: Record<string, unknown> = { ...(typeof parsed === 'object' ? parsed : {}) };
  return response.ok ? { answer } : { answer, error: String(answer.__type).split('#').at(-1) ?? '' };
}

/** A refusal that no command expects: a fault of the runtime, or of what asked it. */
export function refusedRequest(operation: string, { answer }: EndpointAnswer): Error {
  return new Error(`The local runtime refused ${operation}: ${JSON.stringify(answer)}`);
}
