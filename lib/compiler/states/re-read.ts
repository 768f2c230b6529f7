import { AccountName } from '../account-name';
import type { DefinitionValue } from '../compiled-workflow';
import { constant, expressionField, failureText } from '../expressions/jsonata-text';
import { taskResource } from '../grants';
import type { State } from '../state';
import { machineVariables } from './execution-context';
import { propertiesText } from './loaded-record';
import type { Machine } from './machine';
import { keyField } from './record-keys';
import { serviceRetry } from './retries';

/**
 * Reads the record again, in front of a step that reads properties which may be stale. A record that was deleted in
 * the meantime fails the run here, so that a redrive looks again.
 *
 * @param next the step's own state
 * @param catchers the step's `onError`, which covers this too
 */
export function reReadState(
  { workflow: { objectType }, keys }: Machine,
  comment: string,
  next: string,
  catchers: readonly DefinitionValue[],
): State {
  const deleted = failureText(
    'RecordDeleted',
    `${constant(`${objectType} `)} & ${machineVariables.objectId} & ${constant(' was deleted during the run.')}`,
  );
  return {
    Comment: comment,
    Type: 'Task',
    Resource: taskResource('getItem'),
    Arguments: {
      TableName: new AccountName('table'),
      Key: keyField(keys.record),
      ConsistentRead: true,
    },
    Retry: serviceRetry(),
    ...(catchers.length === 0 ? {} : { Catch: catchers }),
    Assign: {
      record: expressionField(
        propertiesText(
          objectType,
          `$exists($states.result.Item) ? $states.result.Item.properties : ${deleted}`,
        ),
      ),
    },
    Output: {},
    Next: next,
  };
}
