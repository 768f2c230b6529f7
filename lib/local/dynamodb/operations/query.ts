import type { Item } from '../attribute-value';
import { type KeyCondition, parseKeyCondition } from '../expressions/key-condition';
import { Placeholders } from '../expressions/placeholders';
import { member, optionalText, refuseLegacyParameters, requiredText } from '../request';
import { validationError } from '../service-error';
import type { Operation } from './operation';
import { readPage, readPageRequest } from './read-page';

/** Query. */
export const query: Operation = (request, database) => {
  refuseLegacyParameters(request, ['KeyConditions', 'QueryFilter', 'ConditionalOperator', 'AttributesToGet']);
  const table = database.table(requiredText(request, 'TableName'));
  const expression = optionalText(request, 'KeyConditionExpression');
  if (expression === undefined) {
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const placeholders = Placeholders.of(request);
  const page = readPageRequest(request, table, placeholders);
  const schema = page.index ?? table.schema;
  const keyCondition = parseKeyCondition(expression, schema, placeholders);
  placeholders.requireAllUsed();
  const forward = member(request, 'ScanIndexForward') !== false;
  return readPage(
    page,
    inRange(table.query(schema, keyCondition.partition, page.startKey, forward), keyCondition),
  );
};

/** The items of a range, which is one run of the partition: after its end nothing more comes. */
function* inRange(items: Iterable<Item>, keyCondition: KeyCondition): Generator<Item> {
  let entered = false;
  for (const item of items) {
    if (keyCondition.inRange(item)) {
      entered = true;
      yield item;
    } else if (entered) return;
  }
}
