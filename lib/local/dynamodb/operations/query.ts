import { attribute, type Item } from '../attribute-value';
import { equalValues } from '../compare-values';
import { conditionPaths } from '../expressions/condition-paths';
import { type KeyCondition, parseKeyCondition } from '../expressions/key-condition';
import { Placeholders } from '../expressions/placeholders';
import { type KeySchema, keyAttributes } from '../key-schema';
import { member, optionalText, refuseLegacyParameters, requiredText } from '../request';
import { validationError } from '../service-error';
import type { Operation } from './operation';
import { type PageRequest, readPage, readPageRequest } from './read-page';

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
  checkFilter(page, schema);
  checkStart(page, schema, keyCondition);
  const forward = member(request, 'ScanIndexForward') !== false;
  return readPage(
    page,
    inRange(table.query(schema, keyCondition.partition, page.startKey, forward), keyCondition),
  );
};

/** @throws ServiceError when the filter looks at the key, which the key condition is for */
function checkFilter(page: PageRequest, schema: KeySchema): void {
  if (page.filter === undefined) return;
  const heads = conditionPaths(page.filter).map(([head]) => head);
  const inKey = keyAttributes(schema).find(({ name }) => heads.includes(name));
  if (inKey === undefined) return;
  throw validationError(
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${inKey.name}`,
  );
}

/** @throws ServiceError when the place to go on from is not one of those that are asked for */
function checkStart(page: PageRequest, schema: KeySchema, keyCondition: KeyCondition): void {
  if (page.startKey === undefined) return;
  const start = attribute(page.startKey, schema.partition.name);
  const partition = attribute(keyCondition.partition, schema.partition.name);
  if (start === undefined || partition === undefined || !equalValues(start, partition)) {
    throw validationError(
      'The provided starting key is outside query boundaries based on provided conditions',
    );
  }
  if (!keyCondition.inRange(page.startKey)) {
    throw validationError('The provided starting key does not match the range key predicate');
  }
}

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
