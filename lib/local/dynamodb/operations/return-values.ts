import { optionalChoice, type Request } from '../request';
import { validationError } from '../service-error';

/** What a write may give back. */
export const returnValues = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'] as const;

/** Whether a PutItem or DeleteItem gives the old item back. @throws ServiceError when it should give anything else */
export function returnsOldItem(request: Request): boolean {
  const returns = optionalChoice(request, 'ReturnValues', returnValues) ?? 'NONE';
  if (returns !== 'NONE' && returns !== 'ALL_OLD') {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
  return returns === 'ALL_OLD';
}
