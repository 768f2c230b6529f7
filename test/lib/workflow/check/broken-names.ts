import type { BrokenWorkflow } from './broken-workflows';
import { withSteps } from './fixtures';

const code = (more: string) =>
  withSteps(
    `{ "id": "ask", "type": "code", "action": "./action.js", "outputs": { "owner": "string" }${more} }`,
    '\n  "secrets": ["API_KEY"],',
  );

const after = (text: string) =>
  withSteps(
    `{ "id": "ask", "type": "code", "action": "./action.js", "outputs": { "owner": "string" } },
    { "id": "send", "type": "emit", "event": "sent", "detail": { "x": "${text}" } }`,
  );

const called = (name: string) => after(`{% ‸$${name}($record.email) %}`);

const unused = "warning unused-secret | Name it in a step's `secrets`, or take it out.";

/** A near miss of each kind of name that the language has: each gets the name that was meant. */
export const brokenNames: readonly BrokenWorkflow[] = [
  [
    'a key of the workflow',
    withSteps('{ "id": "stop", "type": "end" }', '\n  ‸"enrolments": {},'),
    'unknown-key | Did you mean `enrollment`?',
  ],
  [
    'a key of a step',
    code(', ‸"timout": "5s", "secrets": ["API_KEY"]'),
    'unknown-key | Did you mean `timeout`?',
  ],
  [
    'the beginning of a key',
    code(', ‸"time": "5s", "secrets": ["API_KEY"]'),
    'unknown-key | Did you mean `timeout`?',
  ],
  [
    'a key of what a step holds',
    code(', "retry": { ‸"maxRetrys": 5 }, "secrets": ["API_KEY"]'),
    'unknown-key | Did you mean `maxRetries`?',
  ],
  [
    'a type of steps',
    withSteps('{ "id": "wait", "type": ‸"dealy", "for": "1h" }'),
    'wrong-value | Did you mean `delay`?',
  ],
  [
    'a type of outputs',
    withSteps(
      '{ "id": "ask", "type": "code", "action": "./action.js", "outputs": { "owner": ‸"strng", "at": { "type": ‸"dattime" } } }',
    ),
    'wrong-value | Did you mean `string`?',
    'wrong-value | Did you mean `datetime`?',
  ],
  [
    'a preset',
    code(', "preset": ‸"hubsot", "secrets": ["API_KEY"]'),
    'wrong-value | Did you mean `hubspot`?',
  ],
  [
    'a set of libraries',
    code(', "libraries": ‸"hubspot-3", "secrets": ["API_KEY"]'),
    'wrong-value | Did you mean `hubspot-v3`?',
  ],
  [
    'a secret',
    code(', "secrets": [‸"API_KYE"]').replace('["API_KEY"]', '[‸"API_KEY"]'),
    unused,
    "undeclared-secret | Did you mean `API_KEY`? Or add it to the workflow's `secrets`.",
  ],
  [
    'an output that may hold a secret',
    code(', "secrets": ["API_KEY"], "secretOutputs": [‸"ownr"]'),
    'unknown-output | Did you mean `owner`?',
  ],
  [
    'a file',
    code(', "secrets": ["API_KEY"]').replace('"./action.js"', '‸"acton.js"'),
    'action-not-found | Did you mean `./action.js`?',
  ],
  [
    'a file of another folder',
    code(', "secrets": ["API_KEY"]').replace('"./action.js"', '‸"../../shared/acton.js"'),
    'action-not-found | Did you mean `../../shared/action.js`?',
  ],
  [
    'an object type',
    withSteps('{ "id": "stop", "type": "end" }').replace('"contact"', '‸"contacts"'),
    'unknown-object-type | Did you mean `contact`?',
  ],
  [
    'a step that is gone to',
    withSteps('{ "id": "wait", "type": "delay", "for": "1h" }, { "id": "b", "type": "goto", "to": ‸"wiat" }'),
    'unknown-step | Did you mean `wait`?',
  ],
  ['a step', after('{% $steps.‸aks.owner %}'), 'unknown-step | Did you mean `ask`?'],
  [
    'an output',
    after('{% $steps.ask.‸onwer %}'),
    "unknown-output | Did you mean `owner`? Or add it to the step's `outputs`.",
  ],
  ['a property', after('{% $record.‸contry %}'), 'unknown-property | Did you mean `country`?'],
  [
    'the beginning of a property',
    after('{% $record.‸life %}'),
    'unknown-property | Did you mean `lifecyclestage`?',
  ],
  [
    'a property that is written',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { ‸"ownerid": "1" } }'),
    'unknown-property | Did you mean `owner_id`?',
  ],
  [
    'a choice',
    withSteps('{ "id": "a", "type": "setProperties", "properties": { "lifecyclestage": ‸"custmer" } }'),
    'unknown-choice | Did you mean `customer`?',
  ],
  ['a variable', after('{% ‸$recrd.email %}'), 'unknown-name | Did you mean `$record`?'],
  ['a field of the run', after('{% $run.‸idd %}'), 'unknown-field | Did you mean `id`?'],
  ['a function', called('lowrcase'), 'unknown-function | Did you mean `$lowercase`?'],
  [
    'a function without letters of its middle',
    called('uper'),
    'unknown-function | Did you mean `$uppercase`?',
  ],
  ['the beginning of a function', called('lower'), 'unknown-function | Did you mean `$lowercase`?'],
  ['a function that goes on', called('trimStart'), 'unknown-function | Did you mean `$trim`?'],
  ['a function of elsewhere', called('find'), 'unknown-function | Write `$filter(…, …)`.'],
  ['a slip in a function of elsewhere', called('tostrng'), 'unknown-function | Write `$string(…)`.'],
];
