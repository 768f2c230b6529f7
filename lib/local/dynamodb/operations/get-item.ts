import type { Item } from '../attribute-value';
import { checkKey } from '../check-key';
import type { Database } from '../database';
import { parseProjection } from '../expressions/parse-projection';
import { Placeholders } from '../expressions/placeholders';
import { project } from '../expressions/project';
import {
  flag,
  optionalText,
  type Request,
  refuseLegacyParameters,
  requiredItem,
  requiredText,
} from '../request';
import type { Operation } from './operation';

/** GetItem. Every read here is consistent. */
export const getItem: Operation = (request, database) => {
  const item = readOne(request, database);
  return item === undefined ? {} : { Item: item };
};

/** The item that a GetItem, or a transaction's `Get`, asks for. @throws ServiceError when the request is not valid */
export function readOne(request: Request, database: Database): Item | undefined {
  refuseLegacyParameters(request, ['AttributesToGet']);
  flag(request, 'ConsistentRead');
  const key = requiredItem(request, 'Key');
  const placeholders = Placeholders.of({ ...request, ExpressionAttributeValues: undefined });
  const expression = optionalText(request, 'ProjectionExpression');
  placeholders.requireExpression(expression !== undefined, 'ProjectionExpression is null');
  const paths = expression === undefined ? undefined : parseProjection(expression, placeholders);
  placeholders.requireAllUsed();
  const table = database.table(requiredText(request, 'TableName'));
  checkKey(key, table.schema);
  const item = table.get(key);
  return item === undefined || paths === undefined ? item : project(item, paths);
}
