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
    'a number beyond what DynamoDB holds',
    sets('"score": ‸1e200'),
    'property-not-storable | Store it as text.',
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
