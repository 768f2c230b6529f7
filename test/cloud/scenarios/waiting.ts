import type { Scenario } from './scenario';

const ana = { email: 'ana@example.com' };
const start = (workflow: string) => [{ put: ana }, { start: workflow, input: { objectId: '$ID' } }] as const;
const toThePause = ['Load the record', 'Enroll the record', 'Ask for approval', 'Ask for approval (pause)'];

/** Runs that wait for somebody, and runs that fail and are redriven. */
export const waitingScenarios: readonly Scenario[] = [
  {
    title: 'a pause is completed by an event, with outputs',
    claims: ['pause', 'task-tokens'],
    does: [
      ...start('approval'),
      { settle: {} },
      { complete: 'ask', of: 'approval', outputs: { by: 'Bruno' } },
    ],
    runs: [{ workflow: 'approval', status: 'SUCCEEDED', states: [...toThePause, 'sign', 'Finish'] }],
    properties: { ...ana, signed_by: 'Bruno' },
  },
  {
    title: 'the first completion of a pause stands, another changes nothing',
    claims: ['pause'],
    does: [
      ...start('approval'),
      { settle: {} },
      { complete: 'ask', of: 'approval', outputs: { by: 'Bruno' } },
      { settle: {} },
      { complete: 'ask', of: 'approval', outputs: { by: 'Inés' } },
    ],
    runs: [{ workflow: 'approval', status: 'SUCCEEDED' }],
    properties: { ...ana, signed_by: 'Bruno' },
  },
  {
    title: 'a record that is in a run is refused, after a look at that run',
    claims: ['already-active'],
    does: [
      ...start('approval'),
      { settle: {} },
      { start: 'approval', input: { objectId: '$ID' } },
      { settle: {} },
      { complete: 'ask', of: 'approval', nth: 0, outputs: { by: 'Bruno' } },
    ],
    runs: [
      { workflow: 'approval', status: 'SUCCEEDED' },
      {
        workflow: 'approval',
        status: 'SUCCEEDED',
        states: [
          ...['Load the record', 'Enroll the record', 'Enrollment refused', 'Look at the marker'],
          ...['Who holds the marker?', 'Look at the holder', 'Has the holder ended?', 'Not enrolled'],
        ],
        output: { enrolled: false, reason: 'already-active' },
      },
    ],
    properties: { ...ana, signed_by: 'Bruno' },
  },
  {
    title: 'a pause that nobody completes expires on the way of onError',
    claims: ['pause-expires'],
    does: [...start('approval'), { settle: { expire: true } }],
    runs: [{ workflow: 'approval', status: 'SUCCEEDED' }],
    properties: { ...ana, signed_by: 'States.Timeout' },
  },
  {
    title: 'a run that failed is redriven, and goes on from the step that failed',
    claims: ['redrive'],
    answers: [{ status: 403 }, { body: { by: 'Inés' } }],
    does: [...start('fragile'), { settle: {} }, { redrive: 'fragile' }],
    runs: [
      {
        workflow: 'fragile',
        status: 'SUCCEEDED',
        states: [
          ...['Load the record', 'Enroll the record', 'before'],
          ...['Ask the system', 'Ask the system', 'sign', 'Finish'],
        ],
      },
    ],
    properties: { ...ana, signed_by: 'Inés' },
    keys: ['the-key', 'the-key'],
  },
  {
    title: 'a system that is busy is asked again: after a minute, two, four',
    claims: ['retries'],
    answers: [{ status: 503 }, { status: 429 }, { status: 500 }, { body: { by: 'Inés' } }],
    does: [...start('fragile')],
    runs: [{ workflow: 'fragile', status: 'SUCCEEDED' }],
    properties: { ...ana, signed_by: 'Inés' },
    keys: ['the-key', 'the-key', 'the-key', 'the-key'],
  },
  {
    title: 'a Retry-After of the system goes before the schedule',
    claims: ['retry-after'],
    answers: [{ status: 429, headers: { 'retry-after': '600' } }, { body: { by: 'Inés' } }],
    does: [...start('fragile')],
    runs: [{ workflow: 'fragile', status: 'SUCCEEDED' }],
    properties: { ...ana, signed_by: 'Inés' },
    keys: ['the-key', 'the-key'],
  },
];
