import type { EmitStep } from '../../workflow/steps/emit';
import { AccountName } from '../account-name';
import { constant, expressionField, listText, objectText } from '../expressions/jsonata-text';
import { taskResource } from '../grants';
import { executionContext, machineVariables } from '../states/execution-context';
import { nextHops } from '../states/hops';
import { serviceRetry } from '../states/retries';
import { catchField, type StepCompiler } from './step-compiler';

/** Who sends the events of this project (docs/events.md). */
export const eventSource = 'coded-actions';

/**
 * `emit`: an event on the stage's bus. The author's values may replace what we add, but for `execution` and `hops`. An
 * entry that EventBridge refuses fails the task as `EventBridge.FailedEntry` ("Add EventBridge events with Step
 * Functions", and recorded), and is retried.
 */
export const emit: StepCompiler<EmitStep> = {
  type: 'emit',
  compile(step, context) {
    const { workflow } = context.machine;
    const ours = objectText({
      objectType: constant(workflow.objectType),
      objectId: machineVariables.objectId,
      workflow: constant(workflow.name),
      idempotencyKey: context.idempotencyKey,
    });
    const fixed = objectText({ execution: executionContext.arn, hops: nextHops });
    return {
      state: {
        Comment: context.comment(),
        Type: 'Task',
        Resource: taskResource('putEvents'),
        Arguments: {
          Entries: [
            {
              EventBusName: new AccountName('bus'),
              Source: eventSource,
              DetailType: step.event,
              Detail: expressionField(`$merge(${listText([ours, context.value(step.detail), fixed])})`),
            },
          ],
        },
        Retry: serviceRetry(),
        ...catchField(context.onError()),
        Output: {},
        ...context.next(),
      },
    };
  },
};
