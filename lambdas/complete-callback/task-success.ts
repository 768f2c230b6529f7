import {
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';

/** Sends a task's result; `over` where nobody waits for it any more. */
export async function sendTaskSuccess(
  client: SFNClient,
  taskToken: string,
  output: string,
): Promise<'sent' | 'over'> {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken, output }));
    return 'sent';
  } catch (error) {
    // Which of them Step Functions gives for a task that is over depends on how it ended.
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
      return 'over';
    throw error;
  }
}
