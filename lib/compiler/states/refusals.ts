import { markerStatuses } from '../../records/marker-item';
import type { RunStatus } from '../../records/run-item';
import { AccountName } from '../account-name';
import { constant, expressionField, type JsonataText } from '../expressions/jsonata-text';
import { taskResource } from '../grants';
import type { State, States } from '../state';
import { type ChosenWay, choiceState } from './choice';
import { transactionPlaces } from './enroll';
import { enrollmentTries } from './enrollment-tries';
import { machineVariables } from './execution-context';
import type { Machine } from './machine';
import { keyField } from './record-keys';
import { serviceRetry } from './retries';
import { serviceErrors } from './service-errors';

/** Why a record was not enrolled: `reason` in the output of such an execution. */
export type RefusalReason = 'duplicate-event' | 'where-not-met' | 'already-enrolled' | 'already-active';

const { canceled, marker, holder } = machineVariables;

/**
 * What follows when the enrolling transaction was canceled: a refusal ends the run, which is no failure; a conflict is
 * tried again; a marker whose execution has ended is taken over.
 */
export function refusalStates(machine: Machine): States {
  const { names } = machine;
  return {
    [names.refused]: refused(machine),
    [names.waitToEnroll]: {
      Comment: 'Another transaction was under way with the same record or marker.',
      Type: 'Wait',
      Seconds: expressionField(enrollmentTries.wait),
      Next: names.enroll,
    },
    [names.marker]: lookAtMarker(machine),
    [names.whoHolds]: whoHolds(machine),
    [names.holder]: lookAtHolder(machine),
    [names.holderEnded]: holderEnded(machine),
    [names.notEnrolled]: { Comment: 'The record stays out: no failure.', Type: 'Succeed' },
  };
}

/** Codes with which a transaction is canceled that may succeed when it is made again. */
const conflicts = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

function refused({ names, where }: Machine): State {
  const whereNotMet =
    where === undefined
      ? []
      : [
          {
            when: `(${failed('marker')} and (${where} ? false : true))`,
            way: notEnrolled(names, 'where-not-met'),
          },
        ];
  return choiceState(
    'Reads from the codes of the canceled transaction which of its items was refused.',
    [
      { when: `(${failed('event')})`, way: notEnrolled(names, 'duplicate-event') },
      {
        when: `(${conflicts.map((code) => `${constant(code)} in ${canceled}`).join(' or ')})`,
        way: { ...tryAgain, Next: names.waitToEnroll },
      },
      { when: `(${failed('record')})`, way: { ...tryAgain, Next: names.load } },
      ...whereNotMet,
      { when: `(${failed('marker')})`, way: { Next: names.marker } },
    ],
    // The same transaction would be canceled again: the task fails, with the codes in its cause.
    { Assign: { tries: expressionField(enrollmentTries.all) }, Next: names.enroll },
  );
}

function failed(item: keyof typeof transactionPlaces): JsonataText {
  return `${canceled}[${transactionPlaces[item]}] = "ConditionalCheckFailed"`;
}

function lookAtMarker({ names, keys }: Machine): State {
  return {
    Comment: 'Reads the marker, which says who holds it or held it.',
    Type: 'Task',
    Resource: taskResource('getItem'),
    Arguments: { TableName: new AccountName('table'), Key: keyField(keys.marker), ConsistentRead: true },
    Retry: serviceRetry(),
    Assign: {
      marker: expressionField(
        '{"status": $states.result.Item.status.S, "execution": $states.result.Item.execution.S}',
      ),
    },
    Output: {},
    Next: names.whoHolds,
  };
}

function whoHolds({ names, workflow }: Machine): State {
  const ended = {
    when: `(${marker}.status = ${constant(markerStatuses.ended)})`,
    way: notEnrolled(names, 'already-enrolled'),
  };
  return choiceState(
    'An execution that has not ended, one that has, or nobody any more.',
    [
      { when: `(${marker}.status = ${constant(markerStatuses.active)})`, way: { Next: names.holder } },
      ...(workflow.enrollment.reenroll ? [] : [ended]),
    ],
    // The marker was let go after the transaction: it may be taken now.
    { ...tryAgain, Next: names.enroll },
  );
}

function lookAtHolder({ names }: Machine): State {
  const gone = [serviceErrors.executionGone];
  return {
    Comment:
      'Asks whether the execution that holds the marker has ended: the event that says so can get lost.',
    Type: 'Task',
    Resource: taskResource('describeExecution'),
    Arguments: { ExecutionArn: expressionField(`${marker}.execution`) },
    Retry: serviceRetry(gone),
    Catch: [
      { ErrorEquals: gone, Assign: { holder: { status: 'GONE' } }, Output: {}, Next: names.holderEnded },
    ],
    Assign: { holder: { status: expressionField('$states.result.Status') } },
    Output: {},
    Next: names.holderEnded,
  };
}

/** Statuses of an execution that goes on. */
const openStatuses: readonly RunStatus[] = ['RUNNING', 'PENDING_REDRIVE'];

function holderEnded({ names, workflow }: Machine): State {
  const isOpen = {
    when: `(${holder}.status in ${JSON.stringify(openStatuses)})`,
    way: notEnrolled(names, 'already-active'),
  };
  if (!workflow.enrollment.reenroll) {
    return choiceState(
      'If it has, the record has been through: the workflow does not enroll again.',
      [isOpen],
      notEnrolled(names, 'already-enrolled'),
    );
  }
  return choiceState('If it has, its marker is taken over.', [isOpen], {
    Assign: { ...tryAgain.Assign, holder: { ended: expressionField(`${marker}.execution`) } },
    Next: names.enroll,
  });
}

/** To enroll again, counted. */
const tryAgain = { Assign: { tries: expressionField(enrollmentTries.oneMore) } } as const;

function notEnrolled(names: Machine['names'], reason: RefusalReason): ChosenWay {
  const looked = reason === 'already-active' || reason === 'already-enrolled';
  return {
    Output: { enrolled: false, reason, ...(looked ? { by: expressionField(`${marker}.execution`) } : {}) },
    Next: names.notEnrolled,
  };
}
