import { markerStatuses } from '../../records/marker-item';
import { AccountName } from '../account-name';
import type { DefinitionValue } from '../compiled-workflow';
import { expressionField } from '../expressions/jsonata-text';
import { taskResource } from '../grants';
import type { States } from '../state';
import { executionContext, machineVariables } from './execution-context';
import type { Machine } from './machine';
import { keyField } from './record-keys';
import { serviceRetry } from './retries';
import { serviceErrors } from './service-errors';

/**
 * *Finish*: closes the marker, if it is still this execution's. A marker that is gone or another's is no failure: the
 * run has done its work.
 */
export function finishStates({ workflow, names, keys }: Machine): States {
  const output: DefinitionValue = {
    enrolled: true,
    record: { objectType: workflow.objectType, objectId: expressionField(machineVariables.objectId) },
  };
  return {
    [names.finish]: {
      Comment: 'Closes the marker.',
      Type: 'Task',
      Resource: taskResource('updateItem'),
      Arguments: {
        TableName: new AccountName('table'),
        Key: keyField(keys.marker),
        UpdateExpression: 'SET #status = :ended, #endedAt = :now',
        ConditionExpression: '#execution = :me',
        ExpressionAttributeNames: {
          '#status': 'status',
          '#endedAt': 'endedAt',
          '#execution': 'execution',
        },
        ExpressionAttributeValues: {
          ':ended': { S: markerStatuses.ended },
          ':now': { S: expressionField('$now()') },
          ':me': { S: expressionField(executionContext.arn) },
        },
      },
      Retry: serviceRetry([serviceErrors.conditionFailed]),
      Catch: [{ ErrorEquals: [serviceErrors.conditionFailed], Output: output, Next: names.markerGone }],
      Output: output,
      End: true,
    },
    [names.markerGone]: {
      Comment: 'The marker was deleted with its record, or taken over.',
      Type: 'Succeed',
    },
  };
}
