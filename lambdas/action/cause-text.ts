import { get, isError, text } from './read-anything';

/** Causes that are told of one error, one after the other. */
const mostCauses = 3;
const longestCause = 300;

/**
 * Why an error came about, in words, which Node's `fetch` leaves to the causes of its `fetch failed`: messages and codes of
 * the causes and of the errors that they gather, as far as the error's own message does not have them. Empty where there
 * is nothing to add.
 */
export function causeText(thrown: object, message: string): string {
  const said: string[] = [];
  let cause = get(thrown, 'cause');
  for (let seen = 0; seen < mostCauses && isError(cause); seen += 1) {
    const own = wordsOf(cause);
    if (own !== '' && !message.includes(own) && !said.includes(own)) said.push(own);
    cause = get(cause, 'cause');
  }
  const joined = said.join(': ');
  return joined.length > longestCause ? `${joined.slice(0, longestCause)}…` : joined;
}

function wordsOf(error: object): string {
  const parts = get(error, 'errors');
  const gathered = Array.isArray(parts) ? parts.slice(0, 2).filter(isError).map(wordsOf) : [];
  const words = text(get(error, 'message')) || gathered.filter((part) => part !== '').join(', ');
  const code = text(get(error, 'code'));
  if (code === undefined || words.includes(code)) return words;
  return words === '' ? code : `${words} (${code})`;
}
