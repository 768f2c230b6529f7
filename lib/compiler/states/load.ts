import { AccountName } from '../account-name';
import {
  blockText,
  constant,
  expressionField,
  failureText,
  type JsonataText,
} from '../expressions/jsonata-text';
import { defineTyped } from '../expressions/typed-values';
import { taskResource } from '../grants';
import type { States } from '../state';
import { executionContext } from './execution-context';
import { withinMaximumHops } from './hops';
import { propertiesText } from './loaded-record';
import type { Machine } from './machine';
import { keyField, partitionText } from './record-keys';
import { serviceRetry } from './retries';

/** JSONata writes no more digits of a number (`$string`); a longer id would silently become another record's. */
const longestNumericId = 1e15;

/**
 * *Load the record*: reads it, consistently, and assigns what the rest of the run needs. An unknown record is made of
 * the event's properties, and stored by the transaction that enrolls it.
 */
export function loadStates({ workflow, names, keys, usesEnv }: Machine): States {
  const { objectType } = workflow;
  // The request checks the chain of events and the id; what is assigned afterwards need not.
  const checkedPartition = partitionText(workflow, withinMaximumHops(checkedObjectId));
  return {
    [names.load]: {
      Comment: 'Reads the record that the event or the input names.',
      Type: 'Task',
      Resource: taskResource('getItem'),
      Arguments: {
        TableName: new AccountName('table'),
        Key: keyField({ ...keys.record, pk: checkedPartition }),
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
        record: expressionField(recordText(objectType)),
        pk: expressionField(partitionText(workflow, objectId)),
        found: expressionField('$exists($states.result.Item)'),
        table: new AccountName('table'),
        jumps: 0,
        ...(usesEnv ? { env: { stage: new AccountName('stage'), workflow: workflow.name } } : {}),
      },
      Output: {},
      Next: names.enroll,
    },
  };
}

/** What the event's detail, or else what a person typed, has as `objectId`. */
const givenId = blockText([
  `$input := ${executionContext.input}`,
  '$exists($input.detail.objectId) ? $input.detail.objectId : $input.objectId',
]);

/** The record's id as a text. */
const objectId: JsonataText = blockText([
  `$given := ${givenId}`,
  '$type($given) = "number" ? $formatBase($given) : $given',
]);

/** The same, where it is an id: a text that is not empty, or a whole number. */
const checkedObjectId: JsonataText = blockText([
  `$given := ${givenId}`,
  `$type($given) = "string" and $given != "" ? $given : ` +
    `$type($given) = "number" and $floor($given) = $given and $abs($given) < ${longestNumericId} ? $formatBase($given) : ` +
    failureText(
      'ObjectIdMissing',
      constant(
        'the input has no objectId that is a text, or a whole number of at most 15 digits. Start the workflow with ' +
          '{"objectId": "1001"}, or by an event whose detail has an objectId.',
      ),
    ),
]);

function recordText(objectType: string): JsonataText {
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
