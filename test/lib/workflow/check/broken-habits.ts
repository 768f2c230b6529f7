import type { BrokenWorkflow } from './broken-workflows';
import { withSteps } from './fixtures';

const step = (text: string) => withSteps(`{ "id": "a", ${text} }`);
const expression = (text: string) =>
  withSteps(
    `{ "id": "first", "type": "code", "action": "./action.js", "outputs": { "text": "string", "any": "object" } },
    { "id": "send", "type": "emit", "event": "sent", "detail": { "x": "${text}" } }`,
  );
const trigger = (text: string) =>
  withSteps('{ "id": "stop", "type": "end" }', `\n  "enrollment": { "triggers": [{ ${text} }] },`);
const json = (text: string) => `{ "name": ${text} }`;

/** What people write who come from Step Functions, JavaScript, HubSpot and other tools. */
export const brokenHabits: readonly BrokenWorkflow[] = [
  ['days of a delay', step('"type": "delay", ‸"days": 3'), 'unknown-key | Did you mean `for`?'],
  ['the target of a goto', step('"type": "goto", ‸"target": "a"'), 'unknown-key | Did you mean `to`?'],
  [
    'the data of an event',
    step('"type": "emit", "event": "e", ‸"data": {}'),
    'unknown-key | Did you mean `detail`?',
  ],
  [
    'a property and its value',
    step('"type": "setProperties", ‸"property": "email", ‸"value": "x"'),
    'unknown-key | Did you mean `properties`?',
    'unknown-key | The keys here are `id`, `title`, `description`, `onError`, `type`, `properties`.',
  ],
  [
    '`then` in an arm, and `default`',
    step('"type": "branch", "branches": [{ "when": "{% true %}", ‸"then": [] }], ‸"default": []'),
    'unknown-key | Did you mean `steps`?',
    'unknown-key | Did you mean `else`?',
  ],
  [
    'an error that is ignored',
    step('"type": "emit", "event": "e", "onError": ‸"ignore"'),
    'wrong-value | Did you mean `continue`?',
  ],
  [
    'a type of another world',
    step('"type": "code", "action": "./action.js", "outputs": { "x": ‸"integer" }'),
    'wrong-value | Did you mean `number`?',
  ],
  [
    'megabytes',
    step('"type": "code", "action": "./action.js", "memory": ‸"256MB"'),
    'wrong-type | Write a number, without quotes: `256`.',
  ],
  [
    'milliseconds',
    step('"type": "code", "action": "./action.js", "timeout": ‸"20000ms"'),
    'wrong-form | Durations are of whole numbers: write `20 seconds`.',
  ],
  [
    'an action on the web',
    step('"type": "code", "action": ‸"https://example.com/action.js"'),
    'action-outside-project | Save it beside the workflow file: `./action.js`.',
  ],
  [
    'a step by its title',
    withSteps(
      '{ "id": "first", "type": "delay", "title": "Wait a day", "for": "1d" }, { "id": "b", "type": "goto", "to": ‸"Wait a day" }',
    ),
    'unknown-step | Name it by its id: `first`.',
  ],
  [
    'steps that are an object',
    '{ "name": "test", "objectType": "contact", "secrets": ["KEY"], "steps": ‸{} }',
    'wrong-type | Write a list: `[ … ]`.',
  ],
  [
    'secrets that are an object',
    withSteps(
      '{ "id": "a", "type": "code", "action": "./action.js", "secrets": ["KEY"] }',
      '\n  "secrets": ‸{ "KEY": "x" },',
    ),
    'wrong-type | Write a list: `[ … ]`.',
  ],
  [
    'a `where` that is an object',
    withSteps('{ "id": "stop", "type": "end" }', '\n  "enrollment": { "where": ‸{ "country": "ES" } },'),
    'wrong-type | Write an expression, which is the whole string: `"{% $record.email %}"`.',
  ],
  [
    'a `where` in words',
    withSteps('{ "id": "stop", "type": "end" }', '\n  "enrollment": { "where": ‸"email is set" },'),
    'wrong-form | Write an expression, which is the whole string: `"{% $exists($record.email) %}"`.',
  ],
  [
    'an event of records that is misspelled',
    trigger('"event": ‸"record.create"'),
    'warning unknown-event | Did you mean `record.created`?',
  ],
  [
    'an expression in a filter',
    trigger('"event": "e", "filter": { "plan": [‸"{% $record.plan %}"] }'),
    "no-expression-here | Write the value itself, or compare in the enrollment's `where`.",
  ],
  [
    'a list of properties in a filter',
    trigger('"event": "e", "filter": { "properties": ‸["ES"] }'),
    'warning bad-filter | Name the property: `{"country": ["ES"]}`.',
  ],
  ['NaN', json('‸NaN'), 'json-syntax | Write a number, or `null`.'],
  ['a positive sign', json('‸+1'), 'json-syntax | Write `1`.'],
  ['a hexadecimal number', json('0‸x1f'), 'json-syntax | Write `31`.'],
  ['an equals sign', '{ "name" ‸= "test" }', 'json-syntax | Write `"key": value`.'],
  ['UTF-16', '‸\ufffd\ufffd{\u0000', 'not-utf-8 | Save it as UTF-8.'],
  ['UTF-16 without a mark', '‸{\u0000 \u0000"\u0000', 'not-utf-8 | Save it as UTF-8.'],
  ...(
    [
      ['Handlebars', 'Hello ‸{{ record.email }}'],
      ['a template literal', 'Hello ‸${record.email}'],
      ['JSONPath', '‸$.email'],
      ['a name without its signs', '‸$record.email'],
      ["JSONPath's context", '‸$$.Execution.Id'],
    ] as const
  ).map(
    ([what, text]): BrokenWorkflow => [
      what,
      expression(text),
      'warning text-like-expression | Write an expression, which is the whole string: `"{% $record.email %}"`.',
    ],
  ),
  [
    'brackets of JavaScript',
    expression("{% $record[‸'email'] %}"),
    'text-filter | Write `.email` instead of the brackets.',
  ],
  [
    'the length of a text',
    expression('{% $record.email.‸length %}'),
    'field-of-value | Write `$length($record.email)`.',
  ],
  [
    'a field of an output that is a text',
    expression('{% $steps.first.text.‸id & $steps.first.any.id %}'),
    'field-of-value | Take `.id` out, or call a function, such as `$uppercase($steps.first.text)`.',
  ],
  [
    'a template literal in an expression',
    expression('{% ‸`Hi ${$record.email}` %}'),
    "bare-name | Join texts by `&`: `'Hello ' & $record.firstname`.",
  ],
  [
    'secrets',
    expression('{% ‸$secrets.KEY %}'),
    "unknown-name | Name the secret in a code step's `secrets`; its action reads `process.env.NAME`.",
  ],
  [
    '`return`',
    expression('{% ‸return $record.email %}'),
    'expression-syntax | Take it out: an expression is what it gives.',
  ],
  [
    '`if`',
    expression("{% ‸if ($record.score > 3) 'a' else 'b' %}"),
    'expression-syntax | Write `condition ? this : that`.',
  ],
  [
    '`let`',
    expression('{% ‸let x = 1 %}'),
    'expression-syntax | Bind a variable in parentheses: `($total := 5; $total + 1)`.',
  ],
  [
    'a list without brackets',
    expression("{% $record.country in 'ES'‸, 'PT' %}"),
    'expression-syntax | Put a list in brackets: `[a, b]`.',
  ],
];
