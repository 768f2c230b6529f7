import { performWrite, readDelete } from '../item-write';
import { optionalChoice } from '../request';
import { validationError } from '../service-error';
import type { Operation } from './operation';
import { returnValues } from './return-values';

/** DeleteItem. */
export const deleteItem: Operation = (request, database) => {
  const returns = optionalChoice(request, 'ReturnValues', returnValues) ?? 'NONE';
  if (returns !== 'NONE' && returns !== 'ALL_OLD') {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
  const { before } = performWrite(readDelete(request, database), database);
  return returns === 'ALL_OLD' && before !== undefined ? { Attributes: before } : {};
};
