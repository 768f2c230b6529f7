import type { Store } from '../../../lib/local/dynamodb/store';
import { TaskTokenError, type TaskTokens } from '../../../lib/local/states';
import type { CompletionServices } from '../../../lib/records/complete-wait';
import { embeddedTableClient } from '../../lambdas/run-status/embedded-table-client';

/** What a completion needs, of an embedded store and the interpreter's tokens. */
export function completionServices(
  store: Store,
  tokens: TaskTokens,
  tableName: string,
  now: () => number = Date.now,
): CompletionServices {
  return {
    tableName,
    now,
    update: (update) => embeddedTableClient(store).update(update),
    succeed: async (token, output) => {
      try {
        tokens.succeed(token, JSON.parse(output));
        return 'sent';
      } catch (error) {
        if (error instanceof TaskTokenError) return 'over';
        throw error;
      }
    },
  };
}
