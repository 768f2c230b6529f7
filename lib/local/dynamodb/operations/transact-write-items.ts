import { createHash } from 'node:crypto';
import type { Database, TransactionToken, Write } from '../database';
import {
  conditionFailed,
  conditionHolds,
  type ItemWrite,
  readConditionCheck,
  readDelete,
  readPut,
  readUpdate,
} from '../item-write';
import { asRequest, member, optionalText, type Request, requiredList } from '../request';
import { type CancellationReason, ServiceError, validationError } from '../service-error';
import type { Operation } from './operation';
import { refuseRepeatedItems, requireTransactionLength } from './transaction-limits';

const readers: Readonly<Record<string, (request: Request, database: Database) => ItemWrite>> = {
  ConditionCheck: readConditionCheck,
  Put: readPut,
  Delete: readDelete,
  Update: readUpdate,
};

/** "Maximum length of 36" (API Reference, "TransactWriteItems"). */
const maximumTokenLength = 36;

/** TransactWriteItems: all of it or nothing. */
export const transactWriteItems: Operation = (request, database) => {
  const items = requiredList(request, 'TransactItems');
  requireTransactionLength(items);
  const token = readToken(request, items, database);
  if (token === 'done') return {};
  const writes = items.map((item) => readWrite(asRequest(item), database));
  refuseRepeatedItems(writes);
  database.commit(perform(writes), 'request', token);
  return {};
};

function readWrite(item: Request, database: Database): ItemWrite {
  const kinds = Object.keys(readers).filter((kind) => member(item, kind) !== undefined);
  const [kind] = kinds;
  const reader = kind === undefined ? undefined : readers[kind];
  if (kind === undefined || reader === undefined) {
    throw validationError(
      'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request',
    );
  }
  if (kinds.length > 1) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  return reader(asRequest(item[kind]), database);
}

/** @throws ServiceError with a reason for each write, in their order, when one cannot be done */
function perform(writes: readonly ItemWrite[]): Write[] {
  const done: Write[] = [];
  const reasons: CancellationReason[] = [];
  for (const write of writes) {
    const before = write.table.get(write.key);
    const result = attempt(write, before);
    if ('Code' in result) reasons.push(result);
    else {
      done.push(result);
      reasons.push({ Code: 'None' });
    }
  }
  if (done.length === writes.length) return done;
  const codes = reasons.map((reason) => reason.Code).join(', ');
  throw new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

function attempt(write: ItemWrite, before: Write['before']): Write | CancellationReason {
  if (!conditionHolds(write, before)) {
    const item = write.returnsItem && before !== undefined ? { Item: before } : {};
    return { Code: 'ConditionalCheckFailed', Message: conditionFailed, ...item };
  }
  try {
    return { table: write.table, before, after: write.after(before) };
  } catch (error) {
    if (error instanceof ServiceError) return { Code: 'ValidationError', Message: error.message };
    throw error;
  }
}

/** The token to remember this transaction by, or that it was done before. */
function readToken(
  request: Request,
  items: unknown[],
  database: Database,
): TransactionToken | 'done' | undefined {
  const token = optionalText(request, 'ClientRequestToken');
  if (token === undefined) return undefined;
  if (token.length > maximumTokenLength) {
    throw validationError(
      `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to ${maximumTokenLength}`,
    );
  }
  const fingerprint = createHash('sha256').update(JSON.stringify(items)).digest('base64');
  const earlier = database.token(token);
  if (earlier === undefined) return { token, fingerprint, at: database.clock.now() };
  if (earlier.fingerprint === fingerprint) return 'done';
  throw new ServiceError(
    'IdempotentParameterMismatchException',
    'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical',
  );
}
