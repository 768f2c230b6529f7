import type { Scenario } from './scenario';

/** A contact that `rotate-leads` takes. */
const ana = { email: 'ana@example.com', firstname: 'Ana', country: 'ES', lifecyclestage: 'lead' };

function created(properties: object, more: object = {}) {
  return {
    event: {
      source: 'website',
      type: 'record.created',
      detail: { objectType: 'contact', objectId: '$ID', properties, idempotencyKey: 'signup-$ID', ...more },
    },
  };
}

const ines = { body: { salesperson: { id: '11', name: 'Inés' } } };
const nobody = { body: { salesperson: null } };

const toTheCalendar = ['Load the record', 'Enroll the record', 'Ask the calendar who is free'];
const toTheHandover = [
  ...toTheCalendar,
  'Is somebody free?',
  'Hand the lead over',
  'Announce the new owner',
  'Finish',
];
const followUp = [
  'Load the record',
  'Enroll the record',
  'Write the greeting',
  'Hand the greeting to the mailer',
  'Wait three days',
  'What has become of the lead? (re-read)',
  'What has become of the lead?',
  'Remind the owner',
  'Finish',
];

/** The example workflows, as their users live through them. */
export const exampleScenarios: readonly Scenario[] = [
  {
    title:
      'an event enrolls a lead, which is handed over when somebody is free, and followed up three days later',
    claims: [
      'first-deploy',
      'enough-privilege',
      'enroll-by-event',
      'real-lambdas',
      'secrets-by-name',
      'set-properties',
      'delays',
      'chained-enrollment',
      'run-status',
    ],
    answers: [nobody, ines],
    does: [created(ana)],
    runs: [
      {
        workflow: 'rotate-leads',
        status: 'SUCCEEDED',
        states: [
          ...toTheCalendar,
          'Is somebody free?',
          'Wait an hour',
          'Ask the calendar who is free (re-read)',
          ...toTheHandover.slice(2),
        ],
        output: { enrolled: true, record: { objectType: 'contact', objectId: '$ID' } },
      },
      { workflow: 'follow-up', status: 'SUCCEEDED', states: followUp },
    ],
    properties: { ...ana, owner_id: '11', lead_status: 'assigned' },
    keys: ['the-key', 'the-key'],
  },
  {
    title: 'an event that comes twice enrolls once',
    claims: ['duplicate-events'],
    answers: [ines],
    does: [created(ana), created(ana)],
    mayDiffer: 'Two executions race: whether the second finds the record stored already is chance.',
    runs: [
      { workflow: 'rotate-leads', status: 'SUCCEEDED' },
      { workflow: 'rotate-leads', status: 'SUCCEEDED' },
      { workflow: 'follow-up', status: 'SUCCEEDED', states: followUp },
    ],
    // Asked once: the other run did nothing.
    keys: ['the-key'],
  },
  {
    title: 'the same event again, later, is refused as a duplicate',
    claims: ['duplicate-events'],
    answers: [ines],
    does: [created(ana), { settle: {} }, created(ana)],
    runs: [
      { workflow: 'rotate-leads', status: 'SUCCEEDED', states: toTheHandover },
      { workflow: 'follow-up', status: 'SUCCEEDED' },
      {
        workflow: 'rotate-leads',
        status: 'SUCCEEDED',
        states: ['Load the record', 'Enroll the record', 'Enrollment refused', 'Not enrolled'],
        output: { enrolled: false, reason: 'duplicate-event' },
      },
    ],
    keys: ['the-key'],
  },
  {
    title: 'another event about a lead that has been through is refused',
    claims: ['reenrollment'],
    answers: [ines],
    does: [created(ana), { settle: {} }, created(ana, { idempotencyKey: 'another-$ID' })],
    runs: [
      { workflow: 'rotate-leads', status: 'SUCCEEDED' },
      { workflow: 'follow-up', status: 'SUCCEEDED' },
      {
        workflow: 'rotate-leads',
        status: 'SUCCEEDED',
        output: { enrolled: false, reason: 'already-enrolled' },
      },
    ],
  },
  {
    title: 'a lead of another country is not enrolled, and not stored',
    claims: ['where'],
    does: [created({ ...ana, country: 'FR' })],
    runs: [
      {
        workflow: 'rotate-leads',
        status: 'SUCCEEDED',
        output: { enrolled: false, reason: 'where-not-met' },
      },
    ],
  },
  {
    title: 'an event that the filter leaves out starts nothing',
    claims: ['event-patterns'],
    does: [created({ ...ana, lifecyclestage: 'customer' })],
    runs: [],
  },
  {
    title: 'a calendar that refuses is told to support, and the lead goes to the inbox',
    claims: ['on-error'],
    answers: [{ status: 403 }],
    does: [created(ana)],
    runs: [
      {
        workflow: 'rotate-leads',
        status: 'SUCCEEDED',
        states: [
          ...toTheCalendar,
          'Tell support that the calendar is down',
          "Hand the lead to the team's inbox",
          'Finish',
        ],
      },
    ],
    properties: { ...ana, owner_id: 'inbox', lead_status: 'unassigned' },
  },
  {
    title: 'a record that nobody knows, started by hand, fails with its reason',
    claims: ['record-not-found'],
    does: [{ start: 'rotate-leads', input: { objectId: '$ID' } }],
    runs: [{ workflow: 'rotate-leads', status: 'FAILED', error: 'States.QueryEvaluationError' }],
  },
  {
    title: 'a person starts a workflow by hand with the id of a record',
    claims: ['start-by-hand'],
    answers: [ines],
    does: [{ put: ana }, { start: 'rotate-leads', input: { objectId: '$ID' } }],
    runs: [
      { workflow: 'rotate-leads', status: 'SUCCEEDED', states: toTheHandover },
      { workflow: 'follow-up', status: 'SUCCEEDED' },
    ],
    properties: { ...ana, owner_id: '11', lead_status: 'assigned' },
  },
  {
    title: 'a record that is deleted during the delay fails its run where it is read again',
    claims: ['record-deleted'],
    does: [
      { put: ana },
      { start: 'follow-up', input: { objectId: '$ID' } },
      { settle: { stopBefore: 3600 } },
      { delete: true },
    ],
    runs: [{ workflow: 'follow-up', status: 'FAILED', error: 'States.QueryEvaluationError' }],
  },
];
