import { asRequest, member, type Request, requiredItem, requiredList, requiredText } from '../request';
import { validationError } from '../service-error';
import { readOne } from './get-item';
import type { Operation } from './operation';
import { refuseRepeatedItems, requireTransactionLength } from './transaction-limits';

/** TransactGetItems. */
export const transactGetItems: Operation = (request, database) => {
  const items = requiredList(request, 'TransactItems');
  requireTransactionLength(items);
  const gets = items.map((item) => readGet(asRequest(item)));
  refuseRepeatedItems(
    gets.map((get) => ({
      table: database.table(requiredText(get, 'TableName')),
      key: requiredItem(get, 'Key'),
    })),
  );
  return {
    Responses: gets.map((get) => {
      const item = readOne(get, database);
      return item === undefined ? {} : { Item: item };
    }),
  };
};

function readGet(item: Request): Request {
  const get = member(item, 'Get');
  if (get === undefined) {
    throw validationError(
      "1 validation error detected: Value null at 'transactItems.1.member.get' failed to satisfy constraint: Member must not be null",
    );
  }
  return asRequest(get);
}
