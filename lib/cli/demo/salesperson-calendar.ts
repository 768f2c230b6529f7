import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for the other system that the example workflow asks: which salesperson is free. */
export interface SalespersonCalendar {
  /** For the secret `CALENDAR_URL`. */
  readonly url: string;
  /** For the secret `CALENDAR_API_KEY`: every other key is refused with 401. */
  readonly apiKey: string;
  close(): Promise<void>;
}

/**
 * Starts the stand-in on a free loopback port. It answers `GET /free?country=ES` with `{"salesperson": {"id", "name"}}`,
 * in turn; the first question finds nobody free, so that the example shows a delay and a `goto`.
 */
export async function startSalespersonCalendar(): Promise<SalespersonCalendar> {
  const apiKey = 'demo-calendar-key';
  const salespeople = [
    { id: '11', name: 'Inés' },
    { id: '12', name: 'Bruno' },
  ];
  let questions = 0;
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('connection', 'close');
    if (request.headers.authorization !== `Bearer ${apiKey}`) {
      response.writeHead(401).end('{"message":"unknown key"}');
      return;
    }
    const turn = questions++;
    const salesperson = turn === 0 ? null : salespeople[(turn - 1) % salespeople.length];
    response.end(JSON.stringify({ salesperson }));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    apiKey,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
