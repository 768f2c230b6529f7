import { type CaseCall, errorAnswer } from '../../lib/local/dynamodb/cases/run-case';

/** Sends requests as DynamoDB JSON 1.0; the signature is one that DynamoDB Local and dynalite do not check. */
export function httpCall(url: string): CaseCall {
  return async (operation, request) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(request),
    });
    const body: Record<string, unknown> = JSON.parse(await response.text());
    return response.ok ? { answer: body } : errorAnswer(body);
  };
}
