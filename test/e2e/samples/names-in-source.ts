/** What an action's source says about the data that it works on. */
export interface NamesInSource {
  /** Names of the inputs that it reads. */
  readonly inputs: readonly string[];
  /** Names that may be of properties of records: members of `properties` and quoted words. */
  readonly properties: readonly string[];
  /** Those inputs that it reads as JSON. */
  readonly json: readonly string[];
  /** Whether it is a bot's code. */
  readonly isBot: boolean;
}

/** Reads names off the source of an action, so that made-up data have what it asks for. */
export function namesInSource(source: string): NamesInSource {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  const inputs = new Set<string>();
  // `event.inputFields` itself, and variables that hold it.
  const holders = [
    '(?:inputFields|fields)',
    ...[...code.matchAll(/(\w+)\s*=\s*[\w.?]*\.(?:inputFields|fields)\b(?!\s*[.[])/g)].map(
      ([, name]) => name,
    ),
  ];
  for (const holder of holders) {
    for (const [, name] of code.matchAll(new RegExp(`\\b${holder}\\??\\.([A-Za-z_]\\w*)`, 'g')))
      add(inputs, name);
    for (const [, name] of code.matchAll(
      new RegExp(`\\b${holder}(?:\\?\\.)?\\[\\s*['"\`]([^'"\`]+)['"\`]`, 'g'),
    ))
      add(inputs, name);
  }
  for (const [, pattern = ''] of code.matchAll(/\{([^{}]*)\}\s*=\s*[\w.?]*\.(?:inputFields|fields)\b/g)) {
    for (const key of pattern.split(',')) add(inputs, /^\s*(\w+)/.exec(key)?.[1]);
  }
  const properties = new Set<string>();
  for (const [, name] of code.matchAll(/\b(?:properties|values)\??\.([A-Za-z_]\w*)/g)) add(properties, name);
  for (const [, name] of code.matchAll(/['"`]([a-z][a-z0-9_]{1,60})['"`]/g)) add(properties, name);
  for (const [, pattern = ''] of code.matchAll(/\{([^{}]*)\}\s*=\s*[\w.?[\]]*properties\b/g)) {
    for (const key of pattern.split(',')) add(properties, /^\s*(\w+)/.exec(key)?.[1]);
  }
  const parsed = [...code.matchAll(/JSON\.parse\(\s*(?:[\w.?]*(?:\.|\[\s*['"`]))?(\w+)['"`\]]*\s*\)/g)].map(
    ([, name]) => name,
  );
  return {
    inputs: [...inputs],
    properties: [...properties],
    json: [...inputs].filter((name) => parsed.includes(name)),
    isBot: /\.(?:userMessage|session)\b/.test(code),
  };
}

function add(names: Set<string>, name: string | undefined): void {
  if (name !== undefined) names.add(name);
}

const firstOfMarch = 1_772_323_200_000;

/** Values by what a name says, the first that fits; always text, as HubSpot's are. */
const valuesByName: readonly (readonly [name: RegExp, value: string])[] = [
  [/e-?mail/i, 'ana@example.com'],
  [/phone|mobile|fax|tel\b/i, '0612345678'],
  [/date|time|timestamp|created|updated/i, String(firstOfMarch)],
  [/zip|postal|postcode/i, '28001'],
  [/domain/i, 'example.com'],
  [/url|website|link/i, 'https://example.com/'],
  [/amount|price|value|total|revenue|mrr|arr/i, '1200'],
  [/discount|percent|rate|score|weight/i, '20'],
  [/length|duration|months|days|years|count|quantity|number|num|term|index/i, '3'],
  [/country/i, 'Spain'],
  [/city/i, 'Madrid'],
  [/state|region|province|prefecture/i, 'Madrid'],
  [/(^|_)id$|[a-z]Id$|^id/, '201'],
  [/owner/i, '7'],
  [/json|payload/i, '{}'],
];

/** A made-up value for a property or an input. */
export function valueFor(name: string): string {
  return valuesByName.find(([pattern]) => pattern.test(name))?.[1] ?? `sample ${name}`;
}
