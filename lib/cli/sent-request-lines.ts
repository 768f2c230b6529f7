import type { SentRequest } from '../local/http-fixtures/fixture-server';
import { fixtureToAdd } from '../local/http-fixtures/fixture-to-add';
import type { Paint } from './paint';
import { shownText } from './shown-text';

/**
 * What a person reads of the requests that fixtures answered: each with its answer, and the fixtures to add for those
 * that none answers.
 *
 * @param told what is shown elsewhere: a fixture that it names already is not named again, since an action may catch what
 *   happens to a request that none answers, and its error then says nothing of it
 */
export function sentRequestLines(
  requests: readonly SentRequest[],
  told: string,
  paint: Paint,
): readonly string[] {
  const answerOf = ({ status }: SentRequest) =>
    status === null ? paint('red', 'no fixture') : paint(status < 400 ? 'green' : 'yellow', String(status));
  const missing = requests.filter(({ status }) => status === null).map(fixtureToAdd);
  const toAdd = new Set(missing.filter((fixture) => !told.includes(fixture)));
  return [
    ...requests.map(
      (request) =>
        `  ${paint('cyan', 'http')} ${request.method} ${shownText(request.url)} → ${answerOf(request)}`,
    ),
    ...[...toAdd].map((fixture) => `  ${paint('dim', 'add')}  ${shownText(fixture)}`),
  ];
}
