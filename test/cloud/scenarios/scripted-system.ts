import { createServer } from 'node:http';
import type { Answer } from './scenario';

/** The other system that actions ask, which answers as a scenario says. */
export interface ScriptedSystem {
  readonly url: string;
  /** Forgets what was asked, and answers with these from now on. */
  script(answers: readonly Answer[]): void;
  /** The bearer tokens that came with the questions. */
  readonly keys: readonly string[];
  close(): Promise<void>;
}

/** Starts it on a free loopback port. */
export async function startScriptedSystem(): Promise<ScriptedSystem> {
  let answers: readonly Answer[] = [];
  const keys: string[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(keys.length, answers.length - 1)] ?? { status: 500 };
    keys.push((request.headers.authorization ?? '').replace('Bearer ', ''));
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      connection: 'close',
      ...answer.headers,
    });
    response.end(JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    script: (next) => {
      answers = next;
      keys.length = 0;
    },
    keys,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
