import { ServiceError } from '../../../../../lib/local/dynamodb/service-error';
import type { Store } from '../../../../../lib/local/dynamodb/store';
import { type CaseCall, errorAnswer } from './run-case';

/** Sends the requests of a case to an embedded store. */
export function embeddedCall(store: Store): CaseCall {
  return async (operation, request) => {
    try {
      return { answer: await store.call(operation, request) };
    } catch (error) {
      if (error instanceof ServiceError) return errorAnswer(error.toBody());
      throw error;
    }
  };
}
