import type { BrokenWorkflow } from './broken-workflows';
import { withSteps } from './fixtures';

const sends = (detail: string) =>
  withSteps(`{ "id": "send", "type": "emit", "event": "sent", "detail": { "x": ${detail} } }`);
const sets = (properties: string) =>
  withSteps(`{ "id": "set", "type": "setProperties", "properties": { ${properties} } }`);

/** Numbers that no double holds, and values that nothing carries. */
export const brokenNumbers: readonly BrokenWorkflow[] = [
  [
    'a whole number beyond 2^53',
    sends('‸9007199254740993'),
    'number-digits | Write it as a text: `"9007199254740993"`.',
  ],
  [
    'a negative one',
    sends('[‸-9007199254740993]'),
    'number-digits | Write it as a text: `"-9007199254740993"`.',
  ],
  [
    'more decimals than a number has',
    sends('‸3.14159265358979323846'),
    'number-digits | Write it as a text: `"3.14159265358979323846"`.',
  ],
  ['a number beyond all', sends('‸1e400'), 'number-too-large | Write a smaller number, or a text: `"…"`.'],
  [
    'a number where none can be',
    withSteps('{ "id": "a", "type": "delay", "for": ‸1e400 }'),
    'number-too-large | Write a smaller number, or a text: `"…"`.',
  ],
  [
    'an expression for a number that has to be written down: one problem, not two',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "memory": "‸{% 256 %}" }'),
    'no-expression-here | Write the value itself, or compute it where expressions may stand.',
  ],
  [
    'a number beyond what DynamoDB holds',
    sets('"score": ‸1e200'),
    'property-not-storable | Write a number of this range, or a text in a property of type `string`.',
  ],
  [
    'a property of 200 KB',
    withSteps(
      `{ "id": "set", "type": "setProperties", ‸"properties": { "email": "${'x'.repeat(200_000)}" } }`,
    ),
    'too-large | Store what is large elsewhere, and where it is in the property.',
  ],
  [
    'an event of 300 KB',
    withSteps(
      `{ "id": "send", "type": "emit", "event": "sent", ‸"detail": { "x": "${'x'.repeat(300_000)}" } }`,
    ),
    'too-large | Put what is large into a file beside the action, or store it elsewhere and hand over where it is.',
  ],
];

const branch = (id: string, inside: string) =>
  `{ "id": "${id}", "type": "branch", "branches": [{ "when": "{% $record.score > 5 %}", "steps": [${inside}] }] }`;
const back = (to: string) => `{ "id": "back", "type": "goto", "to": ‸"${to}" }`;
const act = '{ "id": "act", "type": "code", "action": "./action.js" }';
const wait = '{ "id": "wait", "type": "delay", "for": "1 hour" }';

export const brokenLoops: readonly BrokenWorkflow[] = [
  [
    'a loop of a branch alone',
    withSteps(branch('a', back('a'))),
    'endless-goto | Put a `delay` into the loop, such as `"for": "1 hour"`, or lead elsewhere.',
  ],
  [
    'a loop of two branches, in front of steps that work',
    withSteps(
      `${act}, ${branch('a', '{ "id": "stop", "type": "end" }')}, ${branch('b', back('a'))}, ${wait}`,
    ),
    'endless-goto | Put a `delay` into the loop, such as `"for": "1 hour"`, or lead elsewhere.',
  ],
  [
    'a loop of branches that a step is in on one of two ways only',
    withSteps(branch('a', `${branch('b', act)}, ${back('a')}`)),
    'endless-goto | Put a `delay` into the loop, such as `"for": "1 hour"`, or lead elsewhere.',
  ],
  [
    'a loop in which a step works and nothing waits',
    withSteps(`${act}, ${branch('a', back('act'))}`),
    'warning loop-without-delay | Put a `delay` into the loop, such as `"for": "1 minute"`.',
  ],
  [
    'a step that is tried again at once when it fails',
    withSteps(act.replace('" }', `", "onError": [${back('act')}] }`)),
    'warning loop-without-delay | Put a `delay` into the loop, such as `"for": "1 minute"`.',
  ],
  [
    'a loop that no way leads out of, and that does not wait',
    withSteps(`${act}, ${back('act')}`),
    'endless-goto | Lead out of it by a `branch`.',
  ],
  [
    'a loop that no way leads out of, and that waits',
    withSteps(`${act}, ${wait}, ${back('act')}`),
    'warning endless-goto | Lead out of it by a `branch`.',
  ],
];

export const brokenSecretNames: readonly BrokenWorkflow[] = (
  [
    ['AWS_ACCESS_KEY_ID', 'MY_AWS_ACCESS_KEY_ID'],
    ['AWS_ENDPOINT_URL', 'MY_AWS_ENDPOINT_URL'],
    ['LAMBDA_TASK_ROOT', 'MY_LAMBDA_TASK_ROOT'],
    ['_HANDLER', 'MY_HANDLER'],
    ['_X_AMZN_TRACE_ID', 'MY_X_AMZN_TRACE_ID'],
    ['TZ', 'MY_TZ'],
    ['PATH', 'MY_PATH'],
    ['LD_PRELOAD', 'MY_LD_PRELOAD'],
    ['NODE_OPTIONS', 'MY_NODE_OPTIONS'],
    ['CODED_ACTIONS_STAGE', 'MY_CODED_ACTIONS_STAGE'],
  ] as const
).map(([name, better]) => [
  `a secret called ${name}`,
  withSteps(
    `{ "id": "a", "type": "code", "action": "./action.js", "secrets": ["${name}"] }`,
    `\n  "secrets": [‸"${name}"],`,
  ),
  `reserved-name | Give it another name: \`${better}\`.`,
]);

/** An expression in a step behind one that has outputs of every type. */
export const typedExpression = (text: string) =>
  withSteps(
    `{ "id": "first", "type": "code", "action": "./action.js", "outputs": { "text": "string", "count": "number", "isNew": "boolean", "when": "datetime", "mood": { "type": "enumeration", "choices": ["good", "bad"] }, "tone": { "type": "enumeration", "choices": ["lead", "loud"] }, "any": "object" } },
    { "id": "send", "type": "emit", "event": "sent", "detail": { "x": "{% ${text} %}" } }`,
  );
/** An expression that is written into a property. */
export const typedWrite = (property: string, text: string) =>
  typedExpression('1').replace(
    '{ "id": "send", "type": "emit", "event": "sent", "detail": { "x": "{% 1 %}" } }',
    `{ "id": "set", "type": "setProperties", "properties": { "${property}": "{% ${text} %}" } }`,
  );
const compares = (value: string, equals: string) =>
  withSteps(
    `{ "id": "a", "type": "branch", "value": "{% ${value} %}", "branches": [{ "equals": ${equals}, "steps": [{ "id": "b", "type": "end" }] }] }`,
  );

/** Values that the declared types and choices rule out. */
export const brokenTypes: readonly BrokenWorkflow[] = [
  [
    'a choice that is misspelled',
    typedExpression("$record.lifecyclestage = ‸'leed'"),
    'unknown-choice | Did you mean `lead`?',
  ],
  [
    'the same, the other way round',
    typedExpression("‸'leed' != $record.lifecyclestage"),
    'unknown-choice | Did you mean `lead`?',
  ],
  [
    'choices in a list',
    typedExpression("$record.lifecyclestage in ['lead', ‸'custmer', ‸5]"),
    'unknown-choice | Did you mean `customer`?',
    "never-equal | Write it as a text: `'5'`.",
  ],
  [
    'several choices at once, one of them misspelled',
    typedExpression("$record.lifecyclestage = ‸'lead;custmer'"),
    'unknown-choice | Did you mean `customer`?',
  ],
  [
    'a choice of an output',
    typedExpression("$steps.first.mood = ‸'great'"),
    'unknown-choice | The choices are `good`, `bad`.',
  ],
  [
    'a number for a text output',
    typedExpression('$steps.first.text = ‸3'),
    "never-equal | Write it as a text: `'3'`.",
  ],
  [
    'a text for a number',
    typedExpression("$record.score = ‸'3'"),
    'never-equal | Write it without quotes: `3`.',
  ],
  [
    'a text for true or false',
    typedExpression("$record.newsletter = ‸'true'"),
    'never-equal | Write it without quotes: `true`.',
  ],
  [
    'a text and true or false',
    typedExpression('‸$record.email = $record.newsletter'),
    'never-equal | Compare values of one type.',
  ],
  [
    'what a function gives',
    typedExpression("$count($record.email) = ‸'1'"),
    'never-equal | Write it without quotes: `1`.',
  ],
  [
    'an order of a number and a text',
    typedExpression("$record.score > ‸'3'"),
    'wrong-operand | Write it without quotes: `3`.',
  ],
  [
    'an order of a day and a number',
    typedExpression('$record.birthday < ‸$millis()'),
    'wrong-operand | Compare times as numbers, `$toMillis(…)`, or both as texts, such as `$now()`.',
  ],
  [
    'an order of true and false',
    typedExpression('‸$record.newsletter > 0'),
    'wrong-operand | Write `=` or `!=`.',
  ],
  [
    'an order of null',
    typedExpression('$record.score > ‸null'),
    'wrong-operand | Write `$exists(…)` to ask whether there is something.',
  ],
  [
    '`+` between texts, once',
    typedExpression("‸$record.email + ' ' + $record.country"),
    'wrong-operand | Write `&` to join texts, or `$number(…)` around a text that is a number.',
  ],
  [
    '`*` of a text',
    typedExpression('2 * ‸$steps.first.text'),
    'wrong-operand | Write `$number(…)` around it.',
  ],
  [
    'a number with too many digits',
    typedExpression('$record.score = ‸9007199254740993'),
    "number-digits | Write it as a text: `'9007199254740993'`.",
  ],
  [
    'a regular expression alone',
    typedExpression('/* all */ ‸/a/'),
    'regex-first | Give it to a function: `$contains($record.email, /@example/)`.',
  ],
  [
    'a function that nobody calls',
    typedExpression('‸$uppercase'),
    'gives-function | Call it: put `(…)` behind it, with what it works on.',
  ],
  [
    'a function on one way',
    typedExpression('$record.newsletter ? 1 : ‸$uppercase'),
    'gives-function | Call it: put `(…)` behind it, with what it works on.',
  ],
  [
    'the beginning of a function',
    typedExpression('‸$upper($record.email)'),
    'unknown-function | Did you mean `$uppercase`?',
  ],
  [
    'the beginning of several functions',
    typedExpression('‸$substr($record.email, 1)'),
    'unknown-function | Did you mean `$substring`?',
  ],
  [
    "a function of JavaScript's",
    typedExpression("‸$concat($record.email, 'x')"),
    'unknown-function | Write `a & b`.',
  ],
  [
    'a bare name in back-quotes',
    typedExpression('‸`a b`'),
    "bare-name | Write `` $record.`a b` `` for a property of the record, or put a text in quotes: `'a b'`.",
  ],
  [
    'a field of the event in back-quotes',
    typedExpression('$trigger.‸`a b`'),
    'warning unknown-field | What the event carries stands in `$trigger.detail`: `` $trigger.detail.`a b` ``.',
  ],
  [
    'a value of a branch that is no choice',
    compares('$record.lifecyclestage', '‸"leed"'),
    'unknown-choice | Did you mean `lead`?',
  ],
  [
    'one of a list',
    compares('$record.lifecyclestage', '["lead", ‸"leed"]'),
    'unknown-choice | Did you mean `lead`?',
  ],
  [
    'a value of a branch of another type',
    compares('$record.owner_id', '‸11'),
    'never-equal | Write it as a text: `"11"`.',
  ],
  [
    'a text for the value of a branch that is true or false',
    compares('$exists($record.email)', '‸"true"'),
    'never-equal | Write it without quotes: `true`.',
  ],
  [
    'a text into a number property',
    typedWrite('score', '‸$steps.first.text'),
    'wrong-property-type | Convert it: `$number($steps.first.text)`.',
  ],
  [
    'a number output into a text property',
    typedWrite('owner_id', '‸$steps.first.count'),
    'wrong-property-type | Convert it: `$string($steps.first.count)`.',
  ],
  [
    'a number into a text property',
    typedWrite('owner_id', '‸$count($steps.first.any)'),
    'wrong-property-type | Convert it: `$string(…)`.',
  ],
  [
    'a text into a property of true or false',
    typedWrite('newsletter', '‸$steps.first.text'),
    "wrong-property-type | Compare it: `$steps.first.text = 'true'`.",
  ],
  [
    'milliseconds into a time',
    typedWrite('called_at', '‸$millis()'),
    'wrong-property-type | Convert milliseconds: `$fromMillis(…)`.',
  ],
  [
    'a time into a day',
    typedWrite('birthday', '‸$steps.first.when'),
    'wrong-property-type | Take the day of it: `$substring($steps.first.when, 0, 10)`.',
  ],
  [
    'a day into a time',
    typedWrite('called_at', '‸$record.birthday'),
    "wrong-property-type | Put a time behind it: `$record.birthday & 'T00:00:00Z'`.",
  ],
  [
    'a choice of two that is none',
    typedWrite('lifecyclestage', "$record.score > 5 ? ‸'leed' : 'customer'"),
    'unknown-choice | Did you mean `lead`?',
  ],
  [
    'an enumeration of others',
    typedWrite('lifecyclestage', '‸$steps.first.mood'),
    'unknown-choice | The choices of `lifecyclestage` are `lead`, `customer`.',
  ],
  [
    'an object into a text',
    typedWrite('email', "‸{'a': 1}"),
    'wrong-property-type | Convert it: `$string(…)`.',
  ],
  [
    'a filter of a choice that there is not, and of another type',
    withSteps(
      '{ "id": "stop", "type": "end" }',
      '\n  "enrollment": { "triggers": [{ "event": "e", "filter": { "properties": { "lifecyclestage": [‸"leed"], "score": [‸"5", { "exists": true }] } } }] },',
    ),
    'warning unknown-choice | Did you mean `lead`?',
    'warning wrong-property-type | Write a number, without quotes.',
  ],
];

/** Expressions of which nothing is sure, so that nothing is said. */
export const soundExpressions: readonly string[] = [
  "$record.lifecyclestage = 'lead;customer'",
  "$record.score = '12345678901234567890'",
  '$record.score = $record.owner_id',
  "$steps.first.any = 'x'",
  "$lookup($record, 'score') = 'x'",
  "($record)[0].score = 'x'",
  '$record.email != null',
  '$record.email = $record.country',
  "$record.birthday > '2026-01-01'",
  "('a' in $steps.first.any)",
  '($string := function($x) { 5 }; $string(1) + 1)',
  '$number($record.email) + 1',
  '$record.score + $steps.first.count',
  '$record.email & $record.score',
  "$map(['a'], $uppercase)",
  '$contains($record.email, /a/)',
  '-$record.score + 2-5',
  '($record.newsletter ? $record.score : $record.email) = 5',
];
