import { AccountName } from '../account-name';
import {
  blockText,
  constant,
  expressionField,
  failureText,
  type JsonataText,
} from '../expressions/jsonata-text';
import { defineTyped } from '../expressions/typed-values';
import { grantFor, taskResource } from '../grants';
import type { GrantedStates } from '../state';
import { executionContext } from './execution-context';
import { propertiesText } from './loaded-record';
import type { Machine } from './machine';
import { keyField, recordKeys } from './record-keys';
import { serviceRetry } from './retries';

/** JSONata writes no more digits of a number (`$string`); a longer id would silently become another record's. */
const longestNumericId = 1e15;

/**
 * *Load the record*: reads it, consistently, and assigns what the rest of the run needs. An unknown record is made of
 * the event's properties, and stored by the transaction that enrolls it.
 */
export function loadStates({ workflow, names, usesEnv }: Machine): GrantedStates {
  const { objectType } = workflow;
  const objectId = objectIdText();
  return {
    states: {
      [names.load]: {
        Comment: 'Reads the record that the event or the input names.',
        Type: 'Task',
        Resource: taskResource('getItem'),
        Arguments: {
          TableName: new AccountName('table'),
          Key: keyField(recordKeys(workflow, objectId).record),
          ConsistentRead: true,
        },
        Retry: serviceRetry(),
        Assign: {
          run: {
            id: expressionField(executionContext.arn),
            name: expressionField(executionContext.name),
            startTime: expressionField(executionContext.startedAt),
            objectType,
            objectId: expressionField(objectId),
          },
          record: expressionField(recordText(objectType, objectId)),
          found: expressionField('$exists($states.result.Item)'),
          table: new AccountName('table'),
          jumps: 0,
          ...(usesEnv ? { env: { stage: new AccountName('stage'), workflow: workflow.name } } : {}),
        },
        Output: {},
        Next: names.enroll,
      },
    },
    grants: [grantFor('getItem')],
  };
}

/** The record's id: from the event's detail, or from what a person started the machine with. */
function objectIdText(): JsonataText {
  const missing = failureText(
    'ObjectIdMissing',
    constant(
      'the input has no objectId that is a text, or a whole number of at most 15 digits. Start the workflow with ' +
        '{"objectId": "1001"}, or by an event whose detail has an objectId.',
    ),
  );
  return blockText([
    `$input := ${executionContext.input}`,
    '$id := $exists($input.detail.objectId) ? $input.detail.objectId : $input.objectId',
    `$type($id) = "string" and $id != "" ? $id : $type($id) = "number" and $floor($id) = $id and ` +
      `$abs($id) < ${longestNumericId} ? $formatBase($id) : ${missing}`,
  ]);
}

function recordText(objectType: string, objectId: JsonataText): JsonataText {
  const unknown = failureText(
    'RecordNotFound',
    `${constant(`there is no ${objectType} `)} & $id & ${constant(
      ', and the event brings no detail.properties to create it with.',
    )}`,
  );
  const properties = `${executionContext.input}.detail.properties`;
  return propertiesText(
    objectType,
    `$exists($states.result.Item) ? $states.result.Item.properties : $type(${properties}) = "object" ? $typed(${properties}) : ${unknown}`,
    [`$id := ${objectId}`, defineTyped],
    '$id',
  );
}
