import type { SentRequest } from '../http-fixtures/fixture-server';

/** As the wrapper has it: shorter values would match by chance. */
const shortestHidden = 8;

/**
 * Requests with `[secret NAME]` in the place of each secret's value, also where it is encoded for an address. A secret
 * is sent in headers and addresses, and a report is printed and pasted elsewhere.
 */
export function hideSecrets(
  requests: readonly SentRequest[],
  secrets: ReadonlyMap<string, string>,
): readonly SentRequest[] {
  const hide = (text: string) => {
    let hidden = text;
    for (const [name, value] of secrets) {
      if (value.length < shortestHidden) continue;
      const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
      for (const form of forms) hidden = hidden.replaceAll(form, `[secret ${name}]`);
    }
    return hidden;
  };
  return requests.map((request) => ({
    ...request,
    url: hide(request.url),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, hide(value)])),
    body: hide(request.body),
  }));
}
