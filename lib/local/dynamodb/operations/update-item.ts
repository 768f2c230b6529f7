import type { Item } from '../attribute-value';
import type { Write } from '../database';
import { project } from '../expressions/project';
import type { Update } from '../expressions/update';
import { performWrite, readUpdate } from '../item-write';
import { optionalChoice } from '../request';
import type { Operation } from './operation';
import { returnValues } from './return-values';

/** UpdateItem. */
export const updateItem: Operation = (request, database) => {
  const returns = optionalChoice(request, 'ReturnValues', returnValues) ?? 'NONE';
  const write = readUpdate(request, database);
  const done = performWrite(write, database);
  const attributes = returned(returns, done, write.update ?? []);
  return attributes === undefined ? {} : { Attributes: attributes };
};

function returned(
  returns: (typeof returnValues)[number],
  { before, after }: Write,
  update: Update,
): Item | undefined {
  switch (returns) {
    case 'NONE':
      return undefined;
    case 'ALL_OLD':
      return before;
    case 'ALL_NEW':
      return after;
    case 'UPDATED_OLD':
      return touched(before, update);
    case 'UPDATED_NEW':
      return touched(after, update);
  }
}

function touched(item: Item | undefined, update: Update): Item | undefined {
  if (item === undefined) return undefined;
  const part = project(
    item,
    update.map((action) => action.path),
  );
  return Object.keys(part).length === 0 ? undefined : part;
}
