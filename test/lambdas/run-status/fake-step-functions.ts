import { once } from 'node:events';
import { createServer } from 'node:http';

/** Answers by operation, such as `DescribeExecution`: status 200 with the body, or 400 with an error's. */
export type StepFunctionsAnswers = (
  operation: string,
  request: Record<string, unknown>,
) => Record<string, unknown>;

/** A Step Functions endpoint on the loopback address, which says what it is told to say. */
export async function fakeStepFunctions(answers: StepFunctionsAnswers) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const operation = String(request.headers['x-amz-target']).replace('AWSStepFunctions.', '');
    const body = answers(operation, JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead('__type' in body ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('There is no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
