import type { Item } from './attribute-value';
import { checkItemKeys, checkKey, checkUpdatedIndexKeys } from './check-key';
import type { Database, Write } from './database';
import { applyUpdate } from './expressions/apply-update';
import type { Condition } from './expressions/condition';
import { holds } from './expressions/evaluate-condition';
import { parseCondition } from './expressions/parse-condition';
import { parseUpdate } from './expressions/parse-update';
import { Placeholders } from './expressions/placeholders';
import type { Update } from './expressions/update';
import { itemSize, maximumItemSize } from './item-size';
import { keyAttributes, keyOf } from './key-schema';
import {
  optionalChoice,
  optionalText,
  type Request,
  refuseLegacyParameters,
  requiredItem,
  requiredText,
} from './request';
import { invalidParameter, ServiceError, validationError } from './service-error';
import type { Table } from './table';

/** One write as a request asks for it, checked as far as that goes without the item. */
export interface ItemWrite {
  readonly table: Table;
  readonly key: Item;
  readonly condition: Condition | undefined;
  /** Whether a failed condition gives the item back. */
  readonly returnsItem: boolean;
  /** The update, where it is one: what it touches, an answer may show. */
  readonly update?: Update;
  /** The item afterwards; undefined is none. @throws ServiceError when it cannot be made of what is there */
  after(before: Item | undefined): Item | undefined;
}

/** The write of a PutItem, or of a transaction's `Put`. @throws ServiceError when the request is not valid */
export function readPut(request: Request, database: Database): ItemWrite {
  const item = requiredItem(request, 'Item');
  const { table, condition, returnsItem } = readConditional(request, database);
  checkItemKeys(item, table.schema, table.indexes);
  if (itemSize(item) > maximumItemSize)
    throw validationError('Item size has exceeded the maximum allowed size');
  return { table, key: keyOf(item, table.schema), condition, returnsItem, after: () => item };
}

/** The write of a DeleteItem, or of a transaction's `Delete`. @throws ServiceError when the request is not valid */
export function readDelete(request: Request, database: Database): ItemWrite {
  const key = requiredItem(request, 'Key');
  const { table, condition, returnsItem } = readConditional(request, database);
  checkKey(key, table.schema);
  return { table, key, condition, returnsItem, after: () => undefined };
}

/** A transaction's `ConditionCheck`, which changes nothing. @throws ServiceError when the request is not valid */
export function readConditionCheck(request: Request, database: Database): ItemWrite {
  requiredText(request, 'ConditionExpression');
  return { ...readDelete(request, database), after: (before) => before };
}

/** The write of an UpdateItem, or of a transaction's `Update`. @throws ServiceError when the request is not valid */
export function readUpdate(request: Request, database: Database): ItemWrite {
  const key = requiredItem(request, 'Key');
  refuseLegacyParameters(request, ['AttributeUpdates']);
  const placeholders = Placeholders.of(request);
  const expression = optionalText(request, 'UpdateExpression');
  const parsed = expression === undefined ? undefined : parseUpdate(expression, placeholders);
  const { table, condition, returnsItem } = readConditional(
    request,
    database,
    placeholders,
    parsed,
    'UpdateExpression and ConditionExpression are null',
  );
  const update = parsed ?? [];
  checkKey(key, table.schema);
  checkNoKeyUpdate(update, table);
  const after = (before: Item | undefined): Item => {
    const item = applyUpdate(update, before ?? key);
    if (itemSize(item) > maximumItemSize) {
      throw validationError('Item size to update has exceeded the maximum allowed size');
    }
    checkUpdatedIndexKeys(item, table.indexes);
    return item;
  };
  return { table, key, condition, returnsItem, update, after };
}

/** Does one write. @throws ServiceError when its condition fails or its update cannot be made */
export function performWrite(write: ItemWrite, database: Database): Write {
  const before = write.table.get(write.key);
  if (!conditionHolds(write, before)) {
    const details = write.returnsItem && before !== undefined ? { Item: before } : {};
    throw new ServiceError('ConditionalCheckFailedException', conditionFailed, details);
  }
  const done = { table: write.table, before, after: write.after(before) };
  database.commit([done]);
  return done;
}

/** What a failed condition is answered with. */
export const conditionFailed = 'The conditional request failed';

/** Whether a write's condition holds; it does where there is none. */
export function conditionHolds(write: ItemWrite, before: Item | undefined): boolean {
  return write.condition === undefined || holds(write.condition, before ?? {});
}

function readConditional(
  request: Request,
  database: Database,
  placeholders = Placeholders.of(request),
  update: Update | undefined = undefined,
  absentExpressions = 'ConditionExpression is null',
) {
  refuseLegacyParameters(request, ['Expected', 'ConditionalOperator']);
  const returns = optionalChoice(request, 'ReturnValuesOnConditionCheckFailure', ['ALL_OLD', 'NONE']);
  const expression = optionalText(request, 'ConditionExpression');
  placeholders.requireExpression(expression !== undefined || update !== undefined, absentExpressions);
  const condition =
    expression === undefined ? undefined : parseCondition(expression, 'ConditionExpression', placeholders);
  placeholders.requireAllUsed();
  return {
    table: database.table(requiredText(request, 'TableName')),
    condition,
    returnsItem: returns === 'ALL_OLD',
  };
}

function checkNoKeyUpdate(update: Update, table: Table): void {
  for (const { name } of keyAttributes(table.schema)) {
    if (update.some(({ path: [first] }) => first === name)) {
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
    }
  }
}
