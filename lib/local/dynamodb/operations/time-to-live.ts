import { asRequest, flag, member, requiredText } from '../request';
import { validationError } from '../service-error';
import type { Operation } from './operation';

/** UpdateTimeToLive. It holds while the store is open: a table's definition says it again at the next time. */
export const updateTimeToLive: Operation = (request, database) => {
  const table = database.table(requiredText(request, 'TableName'));
  const specification = asRequest(member(request, 'TimeToLiveSpecification') ?? {});
  const name = requiredText(specification, 'AttributeName');
  const enabled = flag(specification, 'Enabled');
  const current = table.timeToLiveAttribute;
  if (enabled && current !== undefined) {
    throw validationError(
      current === name
        ? 'TimeToLive is already enabled'
        : `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    );
  }
  if (!enabled && current === undefined) throw validationError('TimeToLive is already disabled');
  if (!enabled && current !== name) {
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    );
  }
  table.timeToLiveAttribute = enabled ? name : undefined;
  table.nextExpiry = Number.NEGATIVE_INFINITY;
  return { TimeToLiveSpecification: { AttributeName: name, Enabled: enabled } };
};

/** DescribeTimeToLive. */
export const describeTimeToLive: Operation = (request, database) => {
  const { timeToLiveAttribute } = database.table(requiredText(request, 'TableName'));
  return {
    TimeToLiveDescription:
      timeToLiveAttribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLiveAttribute },
  };
};
