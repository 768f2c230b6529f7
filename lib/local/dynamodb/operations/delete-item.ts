import { performWrite, readDelete } from '../item-write';
import type { Operation } from './operation';
import { returnsOldItem } from './return-values';

/** DeleteItem. */
export const deleteItem: Operation = (request, database) => {
  const returnsOld = returnsOldItem(request);
  const { before } = performWrite(readDelete(request, database), database);
  return returnsOld && before !== undefined ? { Attributes: before } : {};
};
