import { stepTypes } from '../../../../lib/workflow/steps';
import { withSteps } from './fixtures';

/**
 * A broken workflow: what is wrong, the text with a mark in front of every place, and the problems in the order of the
 * marks, as `code | remedy`; warnings begin with `warning`.
 */
export type BrokenWorkflow = readonly [what: string, text: string, ...problems: string[]];

const theStepTypes = `The step types are ${stepTypes.map(({ type }) => `\`${type}\``).join(', ')}.`;
const end = '{ "id": "stop", "type": "end" }';
const expression = (text: string) =>
  withSteps(
    `{ "id": "first", "type": "code", "action": "./action.js", "outputs": { "owner": "string", "count": "number" } },
    { "id": "send", "type": "emit", "event": "sent", "detail": { "x": "{% ${text} %}" } }`,
  );

export const brokenSyntax: readonly BrokenWorkflow[] = [
  ['an empty file', '‸', 'empty-file | Write a JSON object: `{ … }`.'],
  ['a file of blanks', '‸ \n ', 'empty-file | Write a JSON object: `{ … }`.'],
  ['a list', '‸[]', 'not-an-object | Write a JSON object: `{ … }`.'],
  ['a text', '‸"workflow"', 'not-an-object | Write a JSON object: `{ … }`.'],
  [
    'a trailing comma, and what is wrong beside it',
    withSteps('{ "id": "x", "type": ‸"ende" }, ‸{ "id": "stop", "type": "end"‸, }'),
    'wrong-value | Did you mean `end`?',
    'unreachable-step | Take it out, move it in front of the `end` or `goto`, or lead to it with a `goto`.',
    'trailing-comma | Take the comma out.',
  ],
  [
    'a comment',
    withSteps(`‸// the end\n    ${end}`),
    'comment | Take it out; a `description` can say what something is for.',
  ],
  [
    'a block comment',
    withSteps(`‸/* the end */ ${end}`),
    'comment | Take it out; a `description` can say what something is for.',
  ],
  ['single quotes', "{ ‸'name': 'test' }", 'json-syntax | Put keys and texts in double quotes: `"…"`.'],
  ['a key without quotes', '{ ‸name: "test" }', 'json-syntax | Put keys and texts in double quotes: `"…"`.'],
  ['a byte order mark', `‸\ufeff${withSteps(end)}`, 'byte-order-mark | Save it as UTF-8 without BOM.'],
  [
    'a missing comma',
    '{ "name": "test" ‸"objectType": "contact" }',
    'json-syntax | Put a comma behind what stands before.',
  ],
  ['a missing colon', '{ "name" ‸"test" }', 'json-syntax | Write `"key": value`.'],
  [
    'a semicolon',
    '{ "name": "test"‸; "objectType": "contact" }',
    'json-syntax | Put keys and texts in double quotes: `"…"`.',
  ],
  [
    'a value that is missing',
    '{ "name": ‸, "objectType": "contact" }',
    'json-syntax | Write a value, or take the comma or colon out.',
  ],
  ['a bracket that is missing', '{ "name": "test", "steps": [ ‸}', 'json-syntax | Close the list: `]`.'],
  ['a file that was cut off', '{ "name": "test", "steps": [ {‸', 'json-syntax | Close what is open: `}]}`.'],
  [
    'a bracket too many',
    `${withSteps(end).trimEnd()}‸}`,
    'json-syntax | Take it out, or a bracket before it.',
  ],
  [
    'a file that was cut off, and blank lines behind',
    '{ "name": "test",\n  "steps": [ {‸\n\n',
    'json-syntax | Close what is open: `}]}`.',
  ],
  [
    'a merge conflict',
    '{\n‸<<<<<<< HEAD\n  "name": "test",\n=======\n',
    'json-syntax | Keep one side, and take the marks out.',
  ],
  [
    'typographic quotes',
    '{ ‸“name”: "test" }',
    'json-syntax | Put keys and texts in straight double quotes: `"…"`.',
  ],
  ['HTML', '‸<!DOCTYPE html>\n<html></html>', 'json-syntax | Write a JSON object: `{ … }`.'],
  ['YAML', '‸name: test\nsteps:\n', 'json-syntax | Write a JSON object: `{ "name": … }`.'],
  [
    'a line break in a text',
    '{ "name": ‸"te\nst" }',
    'json-syntax | Close it with `"`; a line break in a text is `\\n`.',
  ],
  [
    'double quotes in an expression',
    withSteps(
      '{ "id": "a", "type": "branch", "branches": [{ "when": "{% $record.country = "‸ES" %}", "steps": [] }] }',
    ),
    "json-syntax | Inside an expression write single quotes: `'ES'`.",
  ],
  [
    'a tab in a text',
    '{ "name": ‸"te\tst" }',
    'json-syntax | Write `\\t` for a tab, `\\n` for a line break.',
  ],
  [
    'an escape that JSON has not',
    '{ "name": ‸"te\\dst" }',
    'json-syntax | Write two backslashes for one: `\\\\`.',
  ],
  ['Python', '{ "reenroll": ‸True }', 'json-syntax | Write `true`.'],
  ['undefined', '{ "title": ‸undefined }', 'json-syntax | Write `null`.'],
  ['a key twice', withSteps(end, '\n  ‸"name": "test",'), 'duplicate-key | Keep one of the two.'],
  ['a file nested without end', `{ "steps": ${'['.repeat(199)}‸[`, 'too-deep | Nest less.'],
];

export const brokenShapes: readonly BrokenWorkflow[] = [
  [
    'an object without anything',
    '‸{}',
    'missing-key | Add `"name": …`. The name of the workflow, unique in the project; best that of its folder.',
    'missing-key | Add `"objectType": …`. The kind of record that it works on, as in `records.schema.json`.',
    'missing-key | Add `"steps": …`. What a record goes through, from top to bottom.',
  ],
  [
    'a key that is misspelled',
    withSteps(end, '\n  ‸"tilte": "Test",'),
    'unknown-key | Did you mean `title`?',
  ],
  [
    'a key of another world',
    withSteps(end, '\n  ‸"comment": "Test",'),
    'unknown-key | Did you mean `description`?',
  ],
  [
    'a key that nobody knows',
    withSteps(end, '\n  ‸"version": 1,'),
    'unknown-key | The keys here are `$schema`, `name`, `title`, `description`, `objectType`, `enrollment`, `secrets`, `steps`.',
  ],
  ['British spelling', withSteps(end, '\n  ‸"enrolment": {},'), 'unknown-key | Did you mean `enrollment`?'],
  ['a number for a text', withSteps(end, '\n  "title": ‸5,'), 'wrong-type | Write a text in double quotes.'],
  [
    'a text for true or false',
    withSteps(end, '\n  "enrollment": { "reenroll": ‸"yes" },'),
    'wrong-type | Write `true` or `false`, without quotes.',
  ],
  ['null', withSteps(end, '\n  "title": ‸null,'), 'wrong-type | Write a text in double quotes.'],
  ['a text for a list', withSteps(end, '\n  "secrets": ‸"KEY",'), 'wrong-type | Write a list: `[ … ]`.'],
  [
    'a list for an object',
    withSteps(end, '\n  "enrollment": ‸[],'),
    'wrong-type | Write an object: `{ … }`.',
  ],
  ['an empty title', withSteps(end, '\n  "title": ‸"",'), 'too-short | Give at least one character.'],
  [
    'a name in capital letters',
    withSteps(end).replace('"test"', '‸"RotateLeads"'),
    'wrong-form | A name is of small letters, digits and single hyphens, and begins with a letter: `rotate-leads`.',
  ],
  [
    'a name that is too long',
    withSteps(end).replace('"test"', `‸"${'a'.repeat(41)}"`),
    'too-long | Give at most 40 characters.',
  ],
  [
    'the name of our own stack',
    withSteps(end).replace('"test"', '‸"runtime"'),
    'reserved-name | Give the workflow another name, best that of its folder.',
  ],
  [
    'an object type that is misspelled',
    withSteps(end).replace('"contact"', '‸"contcat"'),
    'unknown-object-type | Did you mean `contact`?',
  ],
  [
    'an object type that nobody knows',
    withSteps(end).replace('"contact"', '‸"invoice"'),
    'unknown-object-type | The object types are `contact`, `company`.',
  ],
  ['a step that is a text', withSteps('‸"end"'), 'wrong-type | Write an object: `{ … }`.'],
  [
    'a step without a type',
    withSteps('‸{ "id": "stop" }'),
    `missing-key | Add \`"type": …\`. ${theStepTypes}`,
  ],
  [
    'a step type that is misspelled',
    withSteps('{ "id": "a", "type": ‸"dealy", "for": "1d" }'),
    'wrong-value | Did you mean `delay`?',
  ],
  [
    'a step type of another world',
    withSteps('{ "id": "a", "type": ‸"wait", "for": "1d" }'),
    'wrong-value | Did you mean `delay`?',
  ],
  ['a step type that is a number', withSteps('{ "id": "a", "type": ‸5 }'), `wrong-value | ${theStepTypes}`],
  [
    'a step without an id',
    withSteps('‸{ "type": "end" }'),
    'missing-key | Add `"id": …`. How other steps and expressions name this step. Unique in the workflow.',
  ],
  [
    'an id with a hyphen',
    withSteps('{ "id": ‸"my-step", "type": "end" }'),
    'wrong-form | A name is a letter, then letters, digits and `_`: `ownerId`.',
  ],
  [
    'an id that is too long',
    withSteps(`{ "id": ‸"${'a'.repeat(41)}", "type": "end" }`),
    'too-long | Give at most 40 characters.',
  ],
  [
    'a key of another step type',
    withSteps('{ "id": "a", "type": "delay", "for": "1d", ‸"until": "monday" }'),
    'unknown-key | The keys here are `id`, `title`, `description`, `onError`, `type`, `for`.',
  ],
  [
    'onError of a step that cannot fail',
    withSteps('{ "id": "a", "type": "end", ‸"onError": "continue" }'),
    'unknown-key | The keys here are `id`, `title`, `description`, `type`.',
  ],
  [
    'an onError that is misspelled',
    withSteps('{ "id": "a", "type": "delay", "for": "1d", "onError": ‸"contineu" }'),
    'wrong-value | Did you mean `continue`?',
  ],
  [
    'an onError that is an object',
    withSteps('{ "id": "a", "type": "delay", "for": "1d", "onError": ‸{} }'),
    'wrong-type | Write one of `fail`, `continue`, or a list: `[ … ]`.',
  ],
  [
    'a duration that is none',
    withSteps('{ "id": "a", "type": "delay", "for": ‸"three days" }'),
    'wrong-form | A duration is a number with a unit (seconds, minutes, hours, days, weeks): `20s`, `90 minutes`, `3 days`, `1h 30m`.',
  ],
  [
    'a duration with decimals',
    withSteps('{ "id": "a", "type": "delay", "for": ‸"1.5 days" }'),
    'wrong-form | Durations are of whole numbers: write `36 hours`.',
  ],
  [
    'a duration that is a number',
    withSteps('{ "id": "a", "type": "delay", "for": ‸3 }'),
    'wrong-type | Put a unit behind the number, in a text: `"3 seconds"`, or minutes, hours, days, weeks.',
  ],
  [
    'a delay of two years',
    withSteps('{ "id": "a", "type": "delay", "for": ‸"730 days" }'),
    'out-of-range | Give a duration from `1s` to `365 days`: AWS ends a run after a year.',
  ],
  [
    'a delay of nothing',
    withSteps('{ "id": "a", "type": "delay", "for": ‸"0s" }'),
    'out-of-range | Give a duration from `1s` to `365 days`: AWS ends a run after a year.',
  ],
  [
    'a code step that may run an hour',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "timeout": ‸"1h" }'),
    'out-of-range | Give a duration from `1s` to `15m`.',
  ],
  [
    'too little memory',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "memory": ‸64 }'),
    'too-small | Give at least 128.',
  ],
  [
    'half a megabyte',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "memory": ‸256.5 }'),
    'wrong-type | Write a whole number, without quotes.',
  ],
  [
    'a preset that nobody knows',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "preset": ‸"hubspots" }'),
    'wrong-value | Did you mean `hubspot`?',
  ],
  [
    'libraries of another version',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "libraries": ‸"hubspot-v4" }'),
    'wrong-value | Did you mean `hubspot-v3`?',
  ],
  [
    'a retry that is true',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "retry": ‸true }'),
    'wrong-type | Write `false`, or an object: `{ … }`.',
  ],
  [
    'a retry as Step Functions has it',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "retry": { ‸"MaxAttempts": 3 } }'),
    'unknown-key | Did you mean `maxRetries`?',
  ],
  [
    'no retry at all, as a number',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "retry": { "maxRetries": ‸0 } }'),
    'too-small | Give at least 1.',
  ],
  [
    'a backoff that shrinks',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "retry": { "backoffRate": ‸0.5 } }'),
    'too-small | Give at least 1.',
  ],
  [
    'a first wait longer than the longest',
    withSteps(
      '{ "id": "a", "type": "code", "action": "./action.js", "retry": { "firstInterval": ‸"2h", "maxInterval": "1h" } }',
    ),
    'retry-schedule | Make it shorter, or `maxInterval` longer.',
  ],
  [
    'more retries than the time allows',
    withSteps(
      '{ "id": "a", "type": "code", "action": "./action.js", "retry": { "maxRetries": 17, "forAtMost": ‸"1 day" } }',
    ),
    'warning retry-schedule | Give more time, or leave one of `maxRetries` and `forAtMost` out.',
  ],
  [
    'a pause of two years',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "pause": { "expires": ‸"730 days" } }'),
    'out-of-range | Give a duration from `1s` to `365 days`: AWS ends a run after a year.',
  ],
  [
    'a secret in an output that there is not, of a step without secrets',
    withSteps(
      '{ "id": "a", "type": "code", "action": "./action.js", "outputs": { "token": "string" }, ‸"secretOutputs": [‸"tokn"] }',
    ),
    'warning no-secrets | Take `secretOutputs` out, or name the secret in `secrets`.',
    'unknown-output | Did you mean `token`?',
  ],
  [
    'an error of a delay',
    withSteps('{ "id": "a", "type": "delay", "for": "1h", ‸"onError": "continue" }'),
    'warning on-error-unused | Take it out.',
  ],
  [
    'an error of a branch',
    withSteps(
      '{ "id": "a", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [] }], "else": [{ "id": "b", "type": "end" }], ‸"onError": "continue" }',
    ),
    'warning on-error-partial | Take it out, and write conditions that hold for every value: `$exists(x) and x > 5`.',
  ],
  [
    'an output type that is misspelled',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "outputs": { "x": ‸"strng" } }'),
    'wrong-value | Did you mean `string`?',
  ],
  [
    'an output name with a hyphen',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "outputs": { ‸"owner-id": "string" } }'),
    'bad-name | A name is a letter, then letters, digits and `_`: `ownerId`.',
  ],
  [
    'choices of a number',
    withSteps(
      '{ "id": "a", "type": "code", "action": "./action.js", "outputs": { "x": { "type": "number", ‸"choices": ["1"] } } }',
    ),
    'choices-without-enumeration | Make the type `enumeration`, or leave `choices` out.',
  ],
  [
    'an output that no expression could name',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "outputs": { ‸"null": "string" } }'),
    'reserved-name | Give it another name: `nullValue`.',
  ],
  [
    'a key that is needed and misspelled, once',
    withSteps('{ "id": "a", "type": "delay", ‸"fro": "1d" }'),
    'unknown-key | Did you mean `for`?',
  ],
  [
    'a branch as other languages have it',
    withSteps('{ "id": "a", "type": "branch", ‸"if": "{% true %}", ‸"then": [] }'),
    'unknown-key | Did you mean `branches`?',
    'unknown-key | The keys here are `id`, `title`, `description`, `onError`, `type`, `branches`, `else`.',
  ],
  [
    'a branch in which nothing stands',
    withSteps(
      '{ "id": "a", "type": "branch", ‸"branches": [{ "when": "{% true %}", "steps": [] }], "else": [] }',
    ),
    'warning no-steps | Put steps into a branch or into `else`, or take the step out.',
  ],
  [
    'a branch without arms',
    withSteps('{ "id": "a", "type": "branch", "branches": ‸[] }'),
    'too-short | Give at least one item.',
  ],
  [
    'an arm without a condition',
    withSteps('{ "id": "a", "type": "branch", ‸"branches": [‸{ "steps": [] }] }'),
    'warning no-steps | Put steps into a branch or into `else`, or take the step out.',
    'missing-key | Add `"when": …`. Whether to take this branch, an expression. The first that is true is taken.',
  ],
  [
    'an arm whose condition is text',
    withSteps(
      '{ "id": "a", "type": "branch", ‸"branches": [{ "when": ‸"$record.score > 5", "steps": [] }] }',
    ),
    'warning no-steps | Put steps into a branch or into `else`, or take the step out.',
    'wrong-form | Write an expression, which is the whole string: `"{% $record.score > 5 %}"`.',
  ],
  [
    'the value of a branch without `equals`',
    withSteps(
      '{ "id": "a", "type": "branch", "value": "{% $record.country %}", "branches": [‸{ "steps": [] }] }',
    ),
    'missing-key | Add `"equals": …`. The value, or a list of values, with which this branch is taken.',
  ],
  [
    'a `when` in a branch by value',
    withSteps(
      '{ "id": "a", "type": "branch", "value": "{% $record.country %}", "branches": [{ "equals": "ES", ‸"when": "{% true %}", "steps": [] }] }',
    ),
    'unknown-key | The keys here are `title`, `equals`, `steps`.',
  ],
  [
    'inputs by the hundred',
    withSteps(
      `{ "id": "a", "type": "code", "action": "./action.js", ‸"inputs": {${Array.from({ length: 51 }, (_, index) => `"i${index}": 1`).join()}} }`,
    ),
    'too-many | Put some of them into one input that is an object.',
  ],
  [
    '`__proto__`',
    withSteps('{ "id": "a", "type": "emit", "event": "e", "detail": { ‸"__proto__": 1 } }'),
    'bad-name | Give it another name.',
  ],
  [
    'the event of a change',
    withSteps('{ "id": "a", "type": "emit", "event": ‸"record.updated" }'),
    'reserved-event | Give the event a name of your own, such as `lead.assigned`.',
  ],
  [
    'another execution',
    withSteps('{ "id": "a", "type": "emit", "event": "e", "detail": { ‸"execution": "me" } }'),
    'reserved-name | Give the value another name.',
  ],
  [
    'a nested step that is broken',
    withSteps(
      '{ "id": "a", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [{ "id": "b", "type": "delay", ‸"titel": "x", "for": "1d", ‸"onError": [{ "id": "c", "type": ‸"stop" }] }] }] }',
    ),
    'unknown-key | Did you mean `title`?',
    'warning on-error-unused | Take it out.',
    'wrong-value | Did you mean `end`?',
  ],
];

export const brokenTriggers: readonly BrokenWorkflow[] = [
  [
    'a trigger without an event',
    withSteps(end, '\n  "enrollment": { "triggers": [‸{ "source": "shop" }] },'),
    'missing-key | Add `"event": …`. The event\'s name, its `detail-type`: `record.created`, or any name of yours.',
  ],
  [
    'a filter with a single value',
    withSteps(end, '\n  "enrollment": { "triggers": [{ "event": "e", "filter": { "plan": ‸"pro" } }] },'),
    'bad-filter | Write `["pro"]`.',
  ],
  [
    'a filter that lists nothing',
    withSteps(end, '\n  "enrollment": { "triggers": [{ "event": "e", "filter": { "plan": ‸[] } }] },'),
    'bad-filter | List at least one value, or leave the key out.',
  ],
  [
    'an empty filter',
    withSteps(end, '\n  "enrollment": { "triggers": [{ "event": "e", "filter": ‸{} }] },'),
    'bad-filter | Name what must match, or leave it out.',
  ],
  [
    'a matcher outside a list',
    withSteps(
      end,
      '\n  "enrollment": { "triggers": [{ "event": "e", "filter": { "plan": ‸{ "prefix": "p" } } }] },',
    ),
    'bad-filter | Write `[{"prefix":"p"}]`.',
  ],
  [
    'a matcher that is misspelled',
    withSteps(
      end,
      '\n  "enrollment": { "triggers": [{ "event": "e", "filter": { "plan": [{ ‸"prefx": "p" }] } }] },',
    ),
    'bad-filter | Did you mean `prefix`?',
  ],
  [
    'a matcher with the wrong value',
    withSteps(
      end,
      '\n  "enrollment": { "triggers": [{ "event": "e", "filter": { "plan": [{ "numeric": ‸[">"] }] } }] },',
    ),
    'bad-filter | Write comparisons and numbers in pairs: `[">", 0, "<=", 5]`.',
  ],
  [
    'a filter of the object type',
    withSteps(
      end,
      '\n  "enrollment": { "triggers": [{ "event": "e", "filter": { ‸"objectType": ["contact"] } }] },',
    ),
    'reserved-name | Leave `objectType` out of the filter.',
  ],
  [
    'a filter of a property that is misspelled',
    withSteps(
      end,
      '\n  "enrollment": { "triggers": [{ "event": "e", "filter": { "properties": { ‸"contry": ["ES"] } } }] },',
    ),
    'warning unknown-property | Did you mean `country`?',
  ],
  [
    'a source of AWS',
    withSteps(end, '\n  "enrollment": { "triggers": [{ "event": "e", "source": ‸"aws.s3" }] },'),
    'reserved-source | Name the source that sends the event, or leave `source` out.',
  ],
  [
    'a `where` that is text',
    withSteps(end, '\n  "enrollment": { "where": ‸"$record.country = \'ES\'" },'),
    'wrong-form | Write an expression, which is the whole string: `"{% $record.country = \'ES\' %}"`.',
  ],
  [
    'a step in `where`',
    withSteps(
      '{ "id": "first", "type": "code", "action": "./action.js", "outputs": { "x": "string" } }',
      '\n  "enrollment": { "where": "{% $steps.‸first.x = \'a\' %}" },',
    ),
    'step-not-before | Write `$record` or `$trigger`.',
  ],
];

export const brokenFiles: readonly BrokenWorkflow[] = [
  [
    'an action that is not there',
    withSteps('{ "id": "a", "type": "code", "action": ‸"./missing.js" }'),
    'action-not-found | Create it, or correct the path: it is relative to the workflow file.',
  ],
  [
    'an action with the wrong ending',
    withSteps('{ "id": "a", "type": "code", "action": ‸"./typed.js" }'),
    'action-not-found | Did you mean `./typed.ts`?',
  ],
  [
    'an action without an ending',
    withSteps('{ "id": "a", "type": "code", "action": ‸"action" }'),
    'action-not-found | Did you mean `./action.js`?',
  ],
  [
    'a folder',
    withSteps('{ "id": "a", "type": "code", "action": ‸"./folder" }'),
    'action-is-directory | Name the file in it that is the action.',
  ],
  [
    'a text file',
    withSteps('{ "id": "a", "type": "code", "action": ‸"./notes.txt" }'),
    'wrong-action-extension | Name a file that ends in .js, .ts, .mjs, .cjs.',
  ],
  [
    'an action outside the project',
    withSteps('{ "id": "a", "type": "code", "action": ‸"../../../action.js" }'),
    'action-outside-project | Move the file into the project, best beside the workflow file.',
  ],
  [
    'an absolute path',
    withSteps('{ "id": "a", "type": "code", "action": ‸"/home/me/action.js" }'),
    'action-outside-project | Write it relative to the workflow file: `./action.js`.',
  ],
  [
    'a path of Windows',
    withSteps('{ "id": "a", "type": "code", "action": ‸".\\\\action.js" }'),
    'bad-action-path | Write `./action.js`.',
  ],
  [
    'a secret that the workflow does not name',
    withSteps('{ "id": "a", "type": "code", "action": "./action.js", "secrets": [‸"KEY"] }'),
    'undeclared-secret | Add `"secrets": ["KEY"]` to the workflow.',
  ],
  [
    'a secret that is misspelled',
    withSteps(
      '{ "id": "a", "type": "code", "action": "./action.js", "secrets": ["API_KEY", ‸"API_KYE"] }',
      '\n  "secrets": ["API_KEY"],',
    ),
    "undeclared-secret | Did you mean `API_KEY`? Or add it to the workflow's `secrets`.",
  ],
  [
    'a secret that no step uses',
    withSteps(end, '\n  "secrets": [‸"API_KEY"],'),
    "warning unused-secret | Name it in a step's `secrets`, or take it out.",
  ],
  [
    'a secret named twice',
    withSteps(
      '{ "id": "a", "type": "code", "action": "./action.js", "secrets": ["API_KEY"] }',
      '\n  "secrets": ["API_KEY", ‸"API_KEY"],',
    ),
    'warning duplicate-secret | Take it out once.',
  ],
  [
    'a secret with a hyphen',
    withSteps(end, '\n  "secrets": [‸"API-KEY"],'),
    'wrong-form | A name is of letters, digits and `_`, and begins with no digit: `CALENDAR_API_KEY`.',
  ],
];

export const brokenFlows: readonly BrokenWorkflow[] = [
  [
    'a goto to the end',
    withSteps('{ "id": "a", "type": "goto", "to": ‸"end" }'),
    'unknown-step | To end the run, put a step of type `end` here instead.',
  ],
  [
    'an id twice',
    withSteps(`{ "id": "a", "type": "delay", "for": "1d" }, { "id": ‸"a", "type": "delay", "for": "1d" }`),
    'duplicate-step-id | Give one of the two another id; `goto` and expressions name steps by it.',
  ],
  [
    'an id twice, and nothing of what names it',
    withSteps(
      `{ "id": "a", "type": "code", "action": "./action.js", "outputs": { "x": "string" } }, { "id": ‸"a", "type": "delay", "for": "1d" },
      { "id": "b", "type": "emit", "event": "e", "detail": { "y": "{% $steps.a.y %}" } },
      { "id": "c", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [{ "id": "d", "type": "goto", "to": "a" }] }] }`,
    ),
    'duplicate-step-id | Give one of the two another id; `goto` and expressions name steps by it.',
  ],
  [
    'ids that differ in a capital letter',
    withSteps(
      `{ "id": "owner", "type": "delay", "for": "1d" }, { "id": ‸"Owner", "type": "delay", "for": "1d" }`,
    ),
    'warning similar-step-id | Give one of the two another id, so that nobody mistakes them.',
  ],
  [
    'an id that no expression could name',
    withSteps('{ "id": ‸"true", "type": "end" }'),
    'reserved-name | Give it another name: `trueValue`.',
  ],
  [
    'a goto to nowhere',
    withSteps(
      '{ "id": "first", "type": "delay", "for": "1d" }, { "id": "back", "type": "goto", "to": ‸"frist" }',
    ),
    'unknown-step | Did you mean `first`?',
  ],
  [
    'a goto to itself',
    withSteps('{ "id": "back", "type": "goto", "to": ‸"back" }'),
    'endless-goto | Lead to a step that does something, best behind a `delay` or a `branch`.',
  ],
  [
    'gotos in a circle',
    withSteps('{ "id": "a", "type": "goto", "to": ‸"b" }, { "id": "b", "type": "goto", "to": ‸"a" }'),
    'endless-goto | Lead to a step that does something, best behind a `delay` or a `branch`.',
    'endless-goto | Lead to a step that does something, best behind a `delay` or a `branch`.',
  ],
  [
    'steps behind an end',
    withSteps(
      `${end}, ‸{ "id": "b", "type": "delay", "for": "1d" }, { "id": "c", "type": "delay", "for": "1d" }`,
    ),
    'unreachable-step | Take it out, move it in front of the `end` or `goto`, or lead to it with a `goto`.',
  ],
  [
    'two rows of steps that no run comes to, and what stands in them',
    withSteps(
      `{ "id": "a", "type": "goto", "to": "c" },
    ‸{ "id": "b", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [{ "id": "x", "type": "end" }, { "id": "y", "type": "end" }] }] },
    { "id": "c", "type": "delay", "for": "1d" }, { "id": "d", "type": "end" }, ‸{ "id": "e", "type": "end" }`,
    ),
    'unreachable-step | Take it out, move it in front of the `end` or `goto`, or lead to it with a `goto`.',
    'unreachable-step | Take it out, move it in front of the `end` or `goto`, or lead to it with a `goto`.',
  ],
  [
    'steps behind a branch of which every arm ends',
    withSteps(
      `{ "id": "a", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [{ "id": "b", "type": "end" }] }], "else": [{ "id": "c", "type": "end" }] }, ‸{ "id": "d", "type": "delay", "for": "1d" }`,
    ),
    'unreachable-step | Take it out, move it in front of the `end` or `goto`, or lead to it with a `goto`.',
  ],
  [
    'a property that is misspelled',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { ‸"contry": "ES" } }'),
    'unknown-property | Did you mean `country`?',
  ],
  [
    'a number for a text property',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { "owner_id": ‸11 } }'),
    'wrong-property-type | Write a text in double quotes.',
  ],
  [
    'a text for a number property',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { "score": ‸"11" } }'),
    'wrong-property-type | Write a number, without quotes.',
  ],
  [
    'a text for a boolean property',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { "newsletter": ‸"true" } }'),
    'wrong-property-type | Write `true` or `false`, without quotes.',
  ],
  [
    'a day that the calendar has not',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { "birthday": ‸"2026-02-30" } }'),
    'wrong-property-type | Write a day of the calendar: `"2026-11-24"`.',
  ],
  [
    'a time without a zone',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { "called_at": ‸"2026-11-24T10:00" } }'),
    'wrong-property-type | Write a time in ISO 8601 with its zone: `"2026-11-24T09:30:00Z"`.',
  ],
  [
    'a choice that is misspelled',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { "lifecyclestage": ‸"Lead" } }'),
    'unknown-choice | Did you mean `lead`?',
  ],
  [
    'a list for a property',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { "country": ‸["ES"] } }'),
    'wrong-type | Write a text in double quotes, or a number, without quotes, or `true` or `false`, without quotes, or `null`.',
  ],
  [
    'no property at all',
    withSteps('{ "id": "a", "type": "setProperties", "properties": ‸{} }'),
    'too-few | Name at least one property, or leave the step out.',
  ],
];

export const brokenExpressions: readonly BrokenWorkflow[] = [
  [
    'an expression that is a part of a text',
    withSteps(
      '{ "id": "a", "type": "emit", "event": "e", "detail": { "x": "Hello ‸{% $record.email %}!" } }',
    ),
    "partial-expression | Write `{% 'Hello ' & ($record.email) & '!' %}`.",
  ],
  [
    'two expressions in a text',
    withSteps(
      '{ "id": "a", "type": "emit", "event": "e", "detail": { "x": "‸{% $record.email %} and {% $record.country" } }',
    ),
    "partial-expression | Write `{% ($record.email) & ' and {% $record.country' %}`.",
  ],
  [
    'blanks around an expression',
    withSteps('{ "id": "a", "type": "emit", "event": "e", "detail": { "x": " ‸{% $record.email %}" } }'),
    'partial-expression | Take them out: an expression is the whole string.',
  ],
  [
    'an expression that does not end',
    withSteps('{ "id": "a", "type": "emit", "event": "e", "detail": { "x": "‸{% $record.email" } }'),
    'partial-expression | Write `{% … %}`.',
  ],
  [
    'an expression in a title',
    withSteps('{ "id": "a", "title": "‸{% $record.email %}", "type": "end" }'),
    'no-expression-here | Write the value itself, or compute it where expressions may stand.',
  ],
  [
    'an expression for a delay',
    withSteps('{ "id": "a", "type": "delay", "for": "‸{% $record.score %} days" }'),
    'no-expression-here | Write the value itself, or compute it where expressions may stand.',
  ],
  [
    'an empty expression',
    expression('').replace('{%', '{%‸'),
    'expression-syntax | Put an expression between `{%` and `%}`, such as `$record.email`.',
  ],
  ['an expression that ends too early', expression('1 +‸'), 'expression-syntax | Complete the expression.'],
  [
    'a bracket that is not closed',
    expression('$uppercase($record.email‸'),
    'expression-syntax | Close what is open.',
  ],
  [
    'a bracket too many',
    expression('$record.email‸)'),
    'expression-syntax | Put an operator such as `&`, `+` or `and` in between, or take it out.',
  ],
  [
    'a string that is not closed',
    expression("‸'ES"),
    'expression-syntax | Close the string with the quote that it begins with.',
  ],
  [
    'a string behind escapes, not closed',
    expression('\\"a\\" & ‸\'ES'),
    'expression-syntax | Close the string with the quote that it begins with.',
  ],
  [
    'two values without an operator',
    expression("$record.email ‸'x'"),
    'expression-syntax | Put an operator such as `&`, `+` or `and` in between, or take it out.',
  ],
  [
    '`??`',
    expression("$record.email ‸?? 'x'"),
    'unsupported-operator | Write `$exists(a) ? a : b` instead of `a ?? b`.',
  ],
  [
    '`?:`',
    expression("$record.email ‸?: 'x'"),
    'unsupported-operator | Write `a ? a : b` instead of `a ?: b`.',
  ],
  [
    '`?.`',
    expression('$trigger‸?.detail'),
    'unsupported-operator | Write `.`: a path over something absent is absent.',
  ],
  ['`==`', expression("$record.email ‸== 'x'"), 'expression-syntax | Write `=`.'],
  ['`===`', expression("$record.email ‸=== 'x'"), 'expression-syntax | Write `=` or `!=`.'],
  ['`&&`', expression('$record.newsletter ‸&& true'), 'expression-syntax | Write `and`.'],
  ['`||`', expression('$record.newsletter ‸|| true'), 'expression-syntax | Write `or`.'],
  [
    '`!`',
    expression('‸!$record.newsletter'),
    'expression-syntax | Write `$not(…)`, or `!=` between two values.',
  ],
  ['`=>`', expression('$map([1], $x ‸=> $x)'), 'expression-syntax | Write `function($x) { … }`.'],
  [
    'a regular expression that is none',
    expression('$match($record.email, ‸/a(/)'),
    'expression-syntax | Close the regular expression with `/`; close its brackets too.',
  ],
  [
    '`$eval`',
    expression("‸$eval('1')"),
    'unsupported-function | Write `$parse(…)` to read JSON from a text.',
  ],
  [
    '`$states.input`',
    expression('‸$states.input.x'),
    'states-name | Write `$trigger` for the event, or `$steps.<id>.<output>` for what a step gave.',
  ],
  [
    'assigning to `$states`',
    expression('(‸$states := 1)'),
    'reserved-name | Give the variable another name: `$myStates`.',
  ],
  ['`$$`', expression('‸$$.email'), 'root-name | Write `$record`, `$steps.<id>.<output>` or `$trigger`.'],
  [
    '`$` of nothing',
    expression('‸$.email'),
    'root-name | Write `$record`, `$steps.<id>.<output>` or `$trigger`.',
  ],
  ['a bare property', expression('‸email'), 'bare-name | Did you mean `$record.email`?'],
  [
    'a bare property that is misspelled',
    expression('‸contry'),
    "bare-name | Did you mean `$record.country`, or the text `'contry'`?",
  ],
  [
    'a name with a dash',
    expression('$trigger.detail-‸type'),
    'bare-name | Write `` $trigger.`detail-type` `` for a name with a dash.',
  ],
  ['`record` without its sign', expression('‸record.email'), 'bare-name | Did you mean `$record`?'],
  ['a property as a variable', expression('‸$email'), 'unknown-name | Did you mean `$record.email`?'],
  [
    'a step as a variable',
    expression('‸$first.owner'),
    'unknown-name | Did you mean `$steps.first.<output>`?',
  ],
  ['a name that is misspelled', expression('‸$recrod.email'), 'unknown-name | Did you mean `$record`?'],
  [
    'a function that is misspelled',
    expression('‸$upercase($record.email)'),
    'unknown-function | Did you mean `$uppercase`?',
  ],
  [
    'a function without its sign',
    expression('‸uppercase($record.email)'),
    'unknown-function | Did you mean `$uppercase`?',
  ],
  [
    'too many arguments',
    expression('‸$uppercase($record.email, 1)'),
    'wrong-arguments | Give it one argument.',
  ],
  ['too few arguments', expression('‸$lookup()'), 'wrong-arguments | Give it 1 to 2 arguments.'],
  ['a property that is misspelled', expression('$record.‸emial'), 'unknown-property | Did you mean `email`?'],
  [
    'a property that is misspelled, in back-quotes',
    expression('$record.‸`emial`'),
    'unknown-property | Did you mean `email`?',
  ],
  [
    'a property that is misspelled, in a filter',
    expression("$record[‸emial = 'x'].country"),
    'unknown-property | Did you mean `email`?',
  ],
  [
    'a property that is misspelled, in `$lookup`',
    expression("$lookup($record, ‸'emial')"),
    'unknown-property | Did you mean `email`?',
  ],
  [
    'a property behind escapes',
    expression('\\"\\u0041\\t\\" & $record.‸emial'),
    'unknown-property | Did you mean `email`?',
  ],
  ['a step that is misspelled', expression('$steps.‸frist.owner'), 'unknown-step | Did you mean `first`?'],
  [
    'an output that is misspelled',
    expression('$steps.first.‸ownr'),
    "unknown-output | Did you mean `owner`? Or add it to the step's `outputs`.",
  ],
  [
    'an output of a step that has none',
    expression('$steps.‸send.x'),
    'unknown-output | The steps before this one that have outputs are `first`.',
  ],
  [
    'a step without an output',
    expression('‸$steps.first'),
    "steps-usage | Name one of the step's outputs: `$steps.first.<output>`.",
  ],
  [
    'all steps',
    expression('$keys(‸$steps)'),
    'steps-usage | Name a step and one of its outputs: `$steps.availability.owner_id`.',
  ],
  [
    'a computed step',
    expression("‸$steps.($lookup($, 'first')).owner"),
    'steps-usage | Name a step and one of its outputs: `$steps.availability.owner_id`.',
  ],
  [
    'binding one of our names',
    expression('(‸$record := 1; 2)'),
    'reserved-name | Give the variable another name: `$myRecord`.',
  ],
  [
    'binding a compiled name',
    expression('(‸$s_first := 1; 2)'),
    'reserved-name | Give the variable another name: `$myS_first`.',
  ],
  [
    'a parameter with one of our names',
    expression('$map([1], function(‸$item) { $item })'),
    'reserved-name | Give the variable another name: `$myItem`.',
  ],
  [
    '`$error` outside a path',
    expression('‸$error.message'),
    "error-outside-path | Move the step into the failing step's `onError`, or leave `$error` out.",
  ],
  [
    '`$item` outside a forEach',
    expression('‸$item.x'),
    'item-outside-for-each | Write `$record`, `$steps.<id>.<output>` or `$trigger`.',
  ],
  [
    'a field that the run has not',
    expression('$run.‸stratTime'),
    'unknown-field | Did you mean `startTime`?',
  ],
  [
    'a field that the event has not',
    expression('$trigger.‸objectId'),
    'warning unknown-field | What the event carries stands in `$trigger.detail`: `$trigger.detail.objectId`.',
  ],
  [
    '`$not` of what can be absent',
    expression('‸$not($record.newsletter)'),
    'warning absent-trap | Write `$record.newsletter ? false : true`, which is true where it is absent too.',
  ],
  [
    'comparing with null',
    expression('‸$record.email = null'),
    'warning never-null | Write `$not($exists($record.email))`.',
  ],
  [
    'a step that comes later',
    withSteps(
      '{ "id": "a", "type": "emit", "event": "e", "detail": { "x": "{% $steps.‸later.x %}" } }, { "id": "later", "type": "code", "action": "./action.js", "outputs": { "x": "string" } }',
    ),
    'step-not-before | Move `later` in front, or name a step that comes before.',
  ],
  [
    'a step of another arm',
    withSteps(
      '{ "id": "a", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [{ "id": "b", "type": "code", "action": "./action.js", "outputs": { "x": "string" } }] }], "else": [{ "id": "c", "type": "emit", "event": "e", "detail": { "x": "{% $steps.‸b.x %}" } }] }',
    ),
    'step-not-before | Move `b` in front, or name a step that comes before.',
  ],
  [
    'outputs of the step that failed',
    withSteps(
      '{ "id": "a", "type": "code", "action": "./action.js", "outputs": { "x": "string" }, "onError": [{ "id": "b", "type": "emit", "event": "e", "detail": { "x": "{% $steps.‸a.x %}" } }] }',
    ),
    'step-not-before | Write `$error.name` or `$error.message`.',
  ],
  [
    'two problems in one expression',
    expression('$record.‸emial & $record.‸contry'),
    'unknown-property | Did you mean `email`?',
    'unknown-property | Did you mean `country`?',
  ],
  [
    'an expression nested without end',
    expression(`${'('.repeat(20000)}1${')'.repeat(20000)}`).replace('{%', '{%‸'),
    'expression-too-deep | Split it, or do the work in a code step.',
  ],
];
