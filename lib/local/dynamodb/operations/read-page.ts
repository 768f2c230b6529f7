import { type AttributeValue, attribute, type Item, itemOf, valueType } from '../attribute-value';
import type { Condition } from '../expressions/condition';
import type { DocumentPath } from '../expressions/document-path';
import { holds } from '../expressions/evaluate-condition';
import { parseCondition } from '../expressions/parse-condition';
import { parseProjection } from '../expressions/parse-projection';
import type { Placeholders } from '../expressions/placeholders';
import { project } from '../expressions/project';
import { itemSize } from '../item-size';
import { type IndexSchema, type KeySchema, keyAttributes } from '../key-schema';
import { readItem } from '../read-value';
import {
  type Answer,
  flag,
  member,
  optionalChoice,
  optionalCount,
  optionalText,
  type Request,
} from '../request';
import { invalidParameter, validationError } from '../service-error';
import type { Table } from '../table';

/** "A single Query operation can retrieve a maximum of 1 MB of data", and so a Scan. */
const maximumPageSize = 1024 * 1024;

/** What Query and Scan share. */
export interface PageRequest {
  readonly table: Table;
  /** The index to read, or undefined for the table. */
  readonly index: IndexSchema | undefined;
  readonly filter: Condition | undefined;
  readonly paths: readonly DocumentPath[] | undefined;
  readonly countOnly: boolean;
  readonly limit: number | undefined;
  readonly startKey: Item | undefined;
  /** A local index gives what it does not hold from the table, where that is asked for; a global one cannot. */
  readonly wholeItems: boolean;
}

/** @throws ServiceError when what a Query and a Scan have in common is not valid */
export function readPageRequest(request: Request, table: Table, placeholders: Placeholders): PageRequest {
  const index = readIndex(request, table);
  const filter = optionalText(request, 'FilterExpression');
  const projection = optionalText(request, 'ProjectionExpression');
  const select = optionalChoice(request, 'Select', [
    'ALL_ATTRIBUTES',
    'ALL_PROJECTED_ATTRIBUTES',
    'SPECIFIC_ATTRIBUTES',
    'COUNT',
  ]);
  checkSelect(select, projection, index);
  const limit = optionalCount(request, 'Limit');
  if (limit !== undefined && limit < 1) {
    throw validationError(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  }
  const startKey = member(request, 'ExclusiveStartKey');
  const paths = projection === undefined ? undefined : parseProjection(projection, placeholders);
  if (index?.global === true) checkProjected(paths ?? [], index);
  return {
    table,
    index,
    filter: filter === undefined ? undefined : parseCondition(filter, 'FilterExpression', placeholders),
    paths,
    wholeItems: index?.global !== true && (paths !== undefined || select === 'ALL_ATTRIBUTES'),
    countOnly: select === 'COUNT',
    limit,
    startKey: startKey === undefined ? undefined : readStartKey(readItem(startKey), table.schema, index),
  };
}

/** One page of the items that a Query or Scan comes upon. */
export function readPage(page: PageRequest, found: Iterable<Item>): Answer {
  const items: Item[] = [];
  let scanned = 0;
  let size = 0;
  let last: Item | undefined;
  for (const whole of found) {
    const item = page.wholeItems ? whole : projectedInIndex(whole, page.index);
    scanned++;
    size += itemSize(item);
    if (page.filter === undefined || holds(page.filter, item)) items.push(item);
    if (scanned === page.limit || size >= maximumPageSize) {
      last = whole;
      break;
    }
  }
  const { paths } = page;
  const shown = paths === undefined ? items : items.map((item) => project(item, paths));
  return {
    ...(page.countOnly ? {} : { Items: shown }),
    Count: items.length,
    ScannedCount: scanned,
    ...(last === undefined ? {} : { LastEvaluatedKey: positionOf(last, page.table.schema, page.index) }),
  };
}

function readIndex(request: Request, table: Table): IndexSchema | undefined {
  const name = optionalText(request, 'IndexName');
  if (name === undefined) return undefined;
  const index = table.index(name);
  if (index === undefined) throw validationError(`The table does not have the specified index: ${name}`);
  if (index.global && flag(request, 'ConsistentRead')) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  return index;
}

function checkSelect(
  select: string | undefined,
  projection: string | undefined,
  index: IndexSchema | undefined,
): void {
  if (projection !== undefined && select !== undefined && select !== 'SPECIFIC_ATTRIBUTES') {
    throw validationError(`Cannot specify the ProjectionExpression when choosing to get ${select}`);
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && projection === undefined) {
    throw validationError('Must specify the ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES');
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined) {
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if (select === 'ALL_ATTRIBUTES' && index?.global === true && index.projected !== undefined) {
    throw validationError(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
}

/** @throws ServiceError when the key to go on from is not one that a page ended with */
function readStartKey(key: Item, schema: KeySchema, index: IndexSchema | undefined): Item {
  const types = new Map(
    [...keyAttributes(schema), ...(index === undefined ? [] : keyAttributes(index))].map((each) => [
      each.name,
      each.type,
    ]),
  );
  const fits = [...types].every(([name, type]) => {
    const value = attribute(key, name);
    return value !== undefined && valueType(value) === type;
  });
  if (!fits || Object.keys(key).length !== types.size)
    throw validationError('The provided starting key is invalid');
  return key;
}

/** @throws ServiceError when an index is asked for what it does not hold */
function checkProjected(paths: readonly DocumentPath[], index: IndexSchema): void {
  const { projected } = index;
  if (projected === undefined) return;
  const others = paths.map(([head]) => String(head)).filter((head) => !projected.has(head));
  if (others.length > 0) {
    throw invalidParameter(`Global secondary index ${index.name} does not project [${others.join(', ')}]`);
  }
}

function positionOf(item: Item, schema: KeySchema, index: IndexSchema | undefined): Item {
  const names = [...keyAttributes(schema), ...(index === undefined ? [] : keyAttributes(index))].map(
    (each) => each.name,
  );
  return itemOf(
    [...new Set(names)].flatMap((name): (readonly [string, AttributeValue])[] => {
      const value = attribute(item, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function projectedInIndex(item: Item, index: IndexSchema | undefined): Item {
  const names = index?.projected;
  return names === undefined ? item : itemOf(Object.entries(item).filter(([name]) => names.has(name)));
}
