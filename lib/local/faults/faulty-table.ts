import { isTemplateObject } from '../assembly/template';
import { type CancellationReason, ServiceError } from '../dynamodb/service-error';
import { ServiceFailure } from '../service-failure';
import type { FaultCounter } from './fault-counter';
import type { TableFault } from './fault-plan';

/** What does an operation of DynamoDB. */
export type TableCall = (operation: string, input: unknown) => Promise<unknown>;

const TRANSACTIONS: ReadonlySet<string> = new Set(['TransactWriteItems', 'TransactGetItems']);
/** "Transaction conflict handling in DynamoDB": these meet a transaction that is under way with an item of theirs. */
const CONFLICTING: ReadonlySet<string> = new Set([...TRANSACTIONS, 'PutItem', 'UpdateItem', 'DeleteItem']);

/** DynamoDB that throttles, meets conflicts, or whose answers get lost, by a plan. */
export function faultyTable(inner: TableCall, faults: FaultCounter<TableFault>): TableCall {
  return async (operation, input) => {
    const fault = faults.next((one) => isAbout(one, operation), `${operation} of DynamoDB`);
    if (!fault) return inner(operation, input);
    if (fault.what === 'conflict') throw conflict(operation, input);
    if (fault.what === 'throttled') throw throttled(fault);
    await inner(operation, input);
    throw new ServiceFailure('InternalServerError', 'Internal server error', 500);
  };
}

function isAbout({ what, operation: only }: TableFault, operation: string): boolean {
  if (only !== undefined && only !== operation) return false;
  return what !== 'conflict' || CONFLICTING.has(operation);
}

/** The words: "Error handling with DynamoDB", *Error messages and codes*. */
function throttled({ error }: TableFault): ServiceError {
  const messages = {
    ProvisionedThroughputExceededException:
      'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
    ThrottlingException: 'Rate of requests exceeds the allowed throughput.',
    RequestLimitExceeded:
      'Throughput exceeds the current throughput limit for your account. Please contact AWS Support at https://aws.amazon.com/support request a limit increase',
  };
  return new ServiceError(error, messages[error]);
}

function conflict(operation: string, input: unknown): ServiceError {
  const message = 'Transaction is ongoing for the item';
  if (!TRANSACTIONS.has(operation)) return new ServiceError('TransactionConflictException', message);
  const items = isTemplateObject(input) && Array.isArray(input.TransactItems) ? input.TransactItems : [];
  const reasons = items.map(
    (_, index): CancellationReason =>
      index === 0 ? { Code: 'TransactionConflict', Message: message } : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}
