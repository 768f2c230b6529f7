import { schemaVersion } from '../../records/attributes';
import { eventItemLifetime, runLifetime } from '../../records/expiry';
import { markerStatuses } from '../../records/marker-item';
import type { RunStatus } from '../../records/run-item';
import {
  blockText,
  constant,
  expressionField,
  failureText,
  type JsonataText,
  listText,
  objectText,
} from '../expressions/jsonata-text';
import { defineTyped, typedNumber, typedText } from '../expressions/typed-values';
import { taskResource } from '../grants';
import type { States } from '../state';
import { enrollmentTries } from './enrollment-tries';
import { executionContext, machineVariables } from './execution-context';
import type { Machine } from './machine';
import { keyText } from './record-keys';
import { serviceRetry } from './retries';
import { serviceErrors } from './service-errors';

/** The items of the transaction, in their order: the codes of a cancellation stand in the same one. */
export const transactionPlaces = { marker: 0, event: 1, run: 2, record: 3 } as const;

/** The first status of a run. */
const running: RunStatus = 'RUNNING';

/**
 * *Enroll the record*: one transaction of the marker, the event item, the run, and the record itself where load found
 * none. All conditions allow the execution that wrote before: a response can get lost.
 *
 * @param next the first step's state
 */
export function enrollStates(machine: Machine, next: string): States {
  const { names } = machine;
  return {
    [names.enroll]: {
      Comment: 'Takes the marker, so that a record enters once, and writes down the event and the run.',
      Type: 'Task',
      Resource: taskResource('transactWriteItems'),
      Arguments: { TransactItems: expressionField(transactionText(machine)) },
      Retry: serviceRetry([serviceErrors.transactionCanceled]),
      Catch: [
        {
          ErrorEquals: [serviceErrors.transactionCanceled],
          Assign: { canceled: expressionField(cancellationCodes) },
          Output: {},
          Next: names.refused,
        },
      ],
      Output: {},
      Next: next,
    },
  };
}

/**
 * The codes of a canceled transaction, in the order of its items: "… for specific reasons [ConditionalCheckFailed,
 * None]" (DynamoDB API Reference, "TransactWriteItems"). A message of another form is given whole.
 */
const cancellationCodes: JsonataText = blockText([
  '$cause := $states.errorOutput.Cause',
  '$codes := $match($cause, /reasons \\[([A-Za-z, ]+)\\]/, 1).groups[0]',
  '$exists($codes) ? $split($codes, ", ") : [$cause]',
]);

function transactionText(machine: Machine): JsonataText {
  const gaveUp = failureText(
    'EnrollmentConflict',
    `${constant('the transaction that enrolls the record was canceled: ')} & $join(${machineVariables.canceled}, ", ")`,
  );
  return blockText([
    defineTyped,
    `${enrollmentTries.spent} ? ${gaveUp}`,
    `$append(${listText([markerText(machine), eventText(machine), runText(machine)])}, ${machineVariables.found} ? [] : ${listText(
      [recordText(machine)],
    )})`,
  ]);
}

const table = machineVariables.table;
const me = typedText(executionContext.arn);
const version = typedNumber(constant(String(schemaVersion)));

function markerText({ workflow, keys, where }: Machine): JsonataText {
  const { reenroll } = workflow.enrollment;
  const rule = reenroll
    ? 'attribute_not_exists(pk) OR #status <> :active OR #execution = :me OR #execution = :ended'
    : 'attribute_not_exists(pk) OR #execution = :me';
  // Nothing fulfills it; every value must be named, or DynamoDB refuses the request.
  const never = `attribute_exists(pk) AND attribute_not_exists(pk)${reenroll ? ' AND #execution = :ended' : ''}`;
  return objectText({
    Update: objectText({
      TableName: table,
      Key: keyText(keys.marker),
      UpdateExpression: constant(
        'SET #status = :active, #execution = :me, #enrolledAt = :now, #enrollments = if_not_exists(#enrollments, :zero) + :one, ' +
          '#schemaVersion = :schemaVersion REMOVE #endedAt',
      ),
      ConditionExpression:
        where === undefined ? constant(rule) : `((${where}) ? ${constant(rule)} : ${constant(never)})`,
      ExpressionAttributeNames: namesText([
        'status',
        'execution',
        'enrolledAt',
        'enrollments',
        'schemaVersion',
        'endedAt',
      ]),
      ExpressionAttributeValues: objectText({
        ':active': typedText(constant(markerStatuses.active)),
        ':me': me,
        ':now': typedText('$now()'),
        ':zero': typedNumber(constant('0')),
        ':one': typedNumber(constant('1')),
        ':schemaVersion': version,
        ...(reenroll ? { ':ended': typedText(endedHolder) } : {}),
      }),
    }),
  });
}

/** The execution that is taken over, once the run has found that it has ended; else its own, which is allowed anyway. */
const endedHolder = `($exists(${machineVariables.holder}.ended) ? ${machineVariables.holder}.ended : ${executionContext.arn})`;

function eventText({ keys }: Machine): JsonataText {
  return objectText({
    Put: objectText({
      TableName: table,
      Item: itemText(keys.event(eventKeyText), {
        execution: me,
        expiresAt: typedNumber(`$string($ceil($millis() / 1000) + ${eventItemLifetime})`),
      }),
      ConditionExpression: constant('attribute_not_exists(pk) OR #execution = :me'),
      ExpressionAttributeNames: namesText(['execution']),
      ExpressionAttributeValues: objectText({ ':me': me }),
    }),
  });
}

/** What makes two events one: the sender's key, else the envelope's id, else this execution (docs/events.md). */
const eventKeyText = blockText([
  `$input := ${executionContext.input}`,
  '$key := $input.detail.idempotencyKey',
  `$type($key) in ["string", "number"] and $key != "" ? $key : $exists($input.detail) and $type($input.id) = "string" ? $input.id : ${executionContext.arn}`,
]);

function runText({ workflow, keys }: Machine): JsonataText {
  const indexes = keys.runIndexes(running);
  return objectText({
    Put: objectText({
      TableName: table,
      Item: itemText(keys.run, {
        execution: me,
        workflow: typedText(constant(workflow.name)),
        objectType: typedText(constant(workflow.objectType)),
        objectId: typedText(machineVariables.objectId),
        status: typedText(constant(running)),
        startedAt: typedText(executionContext.startedAt),
        redriveCount: typedNumber(`$string(${executionContext.redriveCount})`),
        runsByWorkflow: typedText(indexes.runsByWorkflow),
        runsByStatus: typedText(indexes.runsByStatus),
        runsByRecord: typedText(indexes.runsByRecord),
        expiresAt: typedNumber(
          `$string($ceil($toMillis(${executionContext.startedAt}) / 1000) + ${runLifetime})`,
        ),
      }),
    }),
  });
}

function recordText({ workflow, keys }: Machine): JsonataText {
  return objectText({
    Put: objectText({
      TableName: table,
      Item: itemText(keys.record, {
        objectType: typedText(constant(workflow.objectType)),
        objectId: typedText(machineVariables.objectId),
        properties: `$typed(${machineVariables.record})`,
        version: typedNumber(constant('1')),
        createdAt: typedText('$now()'),
        updatedAt: typedText('$now()'),
        writer: me,
      }),
      ConditionExpression: constant('attribute_not_exists(pk)'),
    }),
  });
}

function itemText(
  key: { readonly pk: JsonataText; readonly sk: JsonataText },
  attributes: Readonly<Record<string, JsonataText>>,
): JsonataText {
  return objectText({ pk: typedText(key.pk), sk: typedText(key.sk), schemaVersion: version, ...attributes });
}

function namesText(names: readonly string[]): JsonataText {
  return objectText(Object.fromEntries(names.map((name) => [`#${name}`, constant(name)])));
}
