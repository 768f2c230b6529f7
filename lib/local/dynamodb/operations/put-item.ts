import { performWrite, readPut } from '../item-write';
import type { Operation } from './operation';
import { returnsOldItem } from './return-values';

/** PutItem. */
export const putItem: Operation = (request, database) => {
  const returnsOld = returnsOldItem(request);
  const { before } = performWrite(readPut(request, database), database);
  return returnsOld && before !== undefined ? { Attributes: before } : {};
};
