import { markerStatuses } from '../../records/marker-item';
import type { RunStatus } from '../../records/run-item';
import { AccountName } from '../account-name';
import type { DefinitionValue } from '../compiled-workflow';
import { constant, expressionField, type JsonataText } from '../expressions/jsonata-text';
import { grantFor, taskResource } from '../grants';
import type { GrantedStates, State } from '../state';
import { transactionPlaces } from './enroll';
import { enrollmentTries } from './enrollment-tries';
import { executionContext, machineVariables } from './execution-context';
import type { Machine } from './machine';
import { keyField } from './record-keys';
import { serviceRetry } from './retries';

/** Why a record was not enrolled: `reason` in the output of such an execution. */
export type RefusalReason = 'duplicate-event' | 'where-not-met' | 'already-enrolled' | 'already-active';

const { canceled, marker, holder } = machineVariables;

/**
 * What follows when the enrolling transaction was canceled: a refusal ends the run, which is no failure; a conflict is
 * tried again; a marker whose execution has ended is taken over (DESIGN.md, D7 and D8).
 */
export function refusalStates(machine: Machine): GrantedStates {
  const { names } = machine;
  return {
    states: {
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
      [names.notEnrolled]: {
        Comment: 'The record stays out: no failure.',
        Type: 'Succeed',
      },
    },
    grants: [grantFor('getItem'), grantFor('describeExecution')],
  };
}

function refused({ names, where }: Machine): State {
  const conflicts = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
  return {
    Comment: 'Reads from the codes of the canceled transaction which of its items was refused.',
    Type: 'Choice',
    Choices: [
      rule(names.notEnrolled, failed('event'), refusal('duplicate-event')),
      rule(
        names.waitToEnroll,
        conflicts.map((code) => `${constant(code)} in ${canceled}`).join(' or '),
        tryAgain,
      ),
      rule(names.load, failed('record'), tryAgain),
      ...(where === undefined
        ? []
        : [
            rule(
              names.notEnrolled,
              `${failed('marker')} and ((${where}) ? false : true)`,
              refusal('where-not-met'),
            ),
          ]),
      rule(names.marker, failed('marker')),
    ],
    // The same transaction would be canceled again: the task fails, with the codes in its cause.
    Assign: { tries: expressionField(enrollmentTries.all) },
    Default: names.enroll,
  };
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
  const { reenroll } = workflow.enrollment;
  const ended = `${marker}.status = ${constant(markerStatuses.ended)}`;
  return {
    Comment: 'An execution that has not ended, one that has, or nobody any more.',
    Type: 'Choice',
    Choices: [
      rule(names.holder, `${marker}.status = ${constant(markerStatuses.active)}`),
      ...(reenroll ? [] : [rule(names.notEnrolled, ended, refusal('already-enrolled'))]),
    ],
    // The marker was let go after the transaction: it may be taken now.
    Assign: tryAgain.Assign,
    Default: names.enroll,
  };
}

function lookAtHolder({ names }: Machine): State {
  // SDK integrations name exceptions as the SDK for Java does; recorded: `Sfn.InvalidTokenException`.
  const gone = ['Sfn.ExecutionDoesNotExistException'];
  return {
    Comment: 'Asks whether the execution that holds the marker has ended: the event that says so can get lost.',
    Type: 'Task',
    Resource: taskResource('describeExecution'),
    Arguments: { ExecutionArn: expressionField(`${marker}.execution`) },
    Retry: serviceRetry(gone),
    Catch: [
      {
        ErrorEquals: gone,
        Assign: { holder: { status: 'GONE' } },
        Output: {},
        Next: names.holderEnded,
      },
    ],
    Assign: { holder: { status: expressionField('$states.result.Status') } },
    Output: {},
    Next: names.holderEnded,
  };
}

function holderEnded({ names, workflow }: Machine): State {
  const open: RunStatus[] = ['RUNNING', 'PENDING_REDRIVE'];
  const isOpen = `${holder}.status in ${JSON.stringify(open)}`;
  if (workflow.enrollment.reenroll) {
    return {
      Comment: 'If it has, its marker is taken over.',
      Type: 'Choice',
      Choices: [rule(names.notEnrolled, isOpen, refusal('already-active'))],
      Assign: { ...tryAgain.Assign, holder: { ended: expressionField(`${marker}.execution`) } },
      Default: names.enroll,
    };
  }
  return {
    Comment: 'If it has, the record has been through: the workflow does not enroll again.',
    Type: 'Choice',
    Choices: [rule(names.notEnrolled, isOpen, refusal('already-active'))],
    Output: refusal('already-enrolled').Output,
    Default: names.notEnrolled,
  };
}

/** To enroll again, counted. */
const tryAgain = { Assign: { tries: expressionField(enrollmentTries.oneMore) } } as const;

function refusal(reason: RefusalReason): { readonly Output: DefinitionValue } {
  const byHolder = reason === 'already-active' || reason === 'already-enrolled';
  return {
    Output: { enrolled: false, reason, ...(byHolder ? { by: expressionField(`${marker}.execution`) } : {}) },
  };
}

function rule(next: string, condition: JsonataText, effects: State = {}): State {
  return { Condition: expressionField(`(${condition}) ? true : false`), ...effects, Next: next };
}

/** The ARN of the execution itself, which the marker of an enrolled record names. */
export const ownExecution = executionContext.arn;
