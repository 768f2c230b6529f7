import type { HttpRequest } from './http-message';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d+)?$/i;

/**
 * Why a request is refused, or undefined where it is taken. A web page that a person has open reaches loopback
 * addresses too: it would send an `Origin`, or, where it had its own name point to this machine, that name as `Host`.
 * Tools and SDKs do neither.
 */
export function refuseCrossSite({ headers }: HttpRequest): string | undefined {
  if (!LOOPBACK.test(headers.host ?? ''))
    return 'The local endpoint answers only to the name of this machine.';
  const site = headers['sec-fetch-site'];
  if (headers.origin !== undefined || (site !== undefined && site !== 'none')) {
    return 'The local endpoint does not answer to web pages.';
  }
  return undefined;
}
