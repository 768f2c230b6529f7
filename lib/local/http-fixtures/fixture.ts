import { z } from 'zod';

/** One answer, as the file of fixtures has it. */
const fixture = z
  .strictObject({
    method: z
      .string()
      .min(1)
      .default('*')
      .describe('The method: `GET`, `*` for any, `DNS` for the look-up of a name.'),
    url: z.string().min(1).describe('The whole address with its query; `*` stands for anything.'),
    status: z.int().min(200).max(599).default(200).describe('The status of the response.'),
    headers: z
      .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
      .default({})
      .describe('The headers of the response.'),
    body: z.json().optional().describe('The body: a text as it is, anything else as JSON.'),
    times: z.int().min(1).optional().describe('How often it answers before the next one does; any number.'),
  })
  .describe('An answer to HTTP requests.');

/** A file of fixtures: the first that matches a request answers it. */
export const fixturesInput = z.array(fixture).describe('Answers to HTTP requests.');

export interface Fixture extends z.infer<typeof fixture> {}

/** The method of a fixture that answers look-ups of names (`dns:example.com?type=MX`, RFC 4501). */
export const lookUpMethod = 'DNS';

/** The fixtures of one run, which knows how often each has answered. */
export class Fixtures {
  private readonly patterns: readonly {
    readonly fixture: Fixture;
    readonly method: RegExp;
    readonly url: RegExp;
  }[];
  private readonly answered = new Map<Fixture, number>();

  constructor(fixtures: readonly Fixture[]) {
    this.patterns = fixtures
      .filter(({ method }) => method.toUpperCase() !== lookUpMethod)
      .map((fixture) => ({
        fixture,
        method: new RegExp(patternSource(fixture.method), 'i'),
        url: new RegExp(patternSource(normalUrl(fixture.url)), 's'),
      }));
  }

  /** The first that answers such a request. An address may be written as it is sent or as a person reads it. */
  answer(method: string, url: string): Fixture | undefined {
    const spellings = [url, readableUrl(url)];
    const found = this.patterns.find(
      (one) =>
        one.method.test(method) &&
        spellings.some((spelling) => one.url.test(spelling)) &&
        (this.answered.get(one.fixture) ?? 0) < (one.fixture.times ?? Number.POSITIVE_INFINITY),
    )?.fixture;
    if (found !== undefined) this.answered.set(found, (this.answered.get(found) ?? 0) + 1);
    return found;
  }
}

/** A regular expression for a text in which `*` stands for anything. */
export function patternSource(pattern: string): string {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return `^${parts.join('.*')}$`;
}

/** What a client sends for an address: a path is never empty, and the scheme's own port is left out. */
function normalUrl(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/?#]*)(.*)$/i.exec(url) ?? [];
  if (scheme === '') return url;
  const defaultPort = scheme.toLowerCase() === 'https://' ? /:443$/ : /:80$/;
  const path = rest.startsWith('/') || host.endsWith('*') ? rest : `/${rest}`;
  return `${scheme.toLowerCase()}${host.toLowerCase().replace(defaultPort, '')}${path}`;
}

/** `%40` as `@`; what is no valid escape stays. */
function readableUrl(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
}
