import type { SentRequest } from './fixture-server';

const longestUrl = 2_000;

/** A URL as a message shows it. */
export function shownUrl({ url }: Pick<SentRequest, 'url'>): string {
  return url.length > longestUrl ? `${url.slice(0, longestUrl)}…` : url;
}

/** The fixture, as JSON, that would answer a request which none answers. */
export function fixtureToAdd(request: Pick<SentRequest, 'method' | 'url'>): string {
  return JSON.stringify({ method: request.method, url: shownUrl(request), status: 200, body: {} });
}
