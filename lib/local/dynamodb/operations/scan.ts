import { createHash } from 'node:crypto';
import { attribute, type Item } from '../attribute-value';
import { Placeholders } from '../expressions/placeholders';
import { type KeySchema, valueText } from '../key-schema';
import { optionalCount, type Request, refuseLegacyParameters, requiredText } from '../request';
import { validationError } from '../service-error';
import type { Operation } from './operation';
import { readPage, readPageRequest } from './read-page';

/** Scan. */
export const scan: Operation = (request, database) => {
  refuseLegacyParameters(request, ['ScanFilter', 'ConditionalOperator', 'AttributesToGet']);
  const table = database.table(requiredText(request, 'TableName'));
  const placeholders = Placeholders.of(request);
  const page = readPageRequest(request, table, placeholders);
  placeholders.requireExpression(
    page.filter !== undefined || page.paths !== undefined,
    'FilterExpression is null',
  );
  placeholders.requireAllUsed();
  const schema = page.index ?? table.schema;
  const items = table.scan(schema, page.startKey);
  const segment = readSegment(request);
  return readPage(page, segment === undefined ? items : inSegment(items, schema, segment));
};

interface Segment {
  readonly segment: number;
  readonly total: number;
}

function readSegment(request: Request): Segment | undefined {
  const segment = optionalCount(request, 'Segment');
  const total = optionalCount(request, 'TotalSegments');
  if (segment === undefined && total === undefined) return undefined;
  if (segment === undefined) {
    throw validationError(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (total === undefined) {
    throw validationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (segment >= total) {
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
  return { segment, total };
}

function* inSegment(items: Iterable<Item>, schema: KeySchema, { segment, total }: Segment): Generator<Item> {
  for (const item of items) {
    const value = attribute(item, schema.partition.name);
    if (value === undefined) continue;
    const hash = createHash('sha256').update(valueText(value)).digest().readUInt32BE(0);
    if (hash % total === segment) yield item;
  }
}
