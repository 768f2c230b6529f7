import type { AttributeMap } from './attribute-value';
import { optionalString, stringAttribute } from './attributes';
import { MalformedItemError } from './malformed-item-error';

/**
 * Begins `startedAt` of a wait item, whose sort key in `runs-by-record` that is: so that a record's pauses stand behind
 * its runs.
 */
export const waitPrefix = 'wait#';

/** A pause of a run, its completion, or both: whichever came first has made the item. */
export interface Wait {
  readonly callbackId: string;
  /** Where and since when a run waits; absent where a completion came before the pause. */
  readonly pause?: {
    /** ARN. */
    readonly execution: string;
    readonly workflow: string;
    readonly step: string;
    readonly objectType: string;
    readonly objectId: string;
    /** ISO 8601. */
    readonly since: string;
    readonly until: string;
    /** JSON text: the step's outputs, name to type; absent in a pause that an older version has stored. */
    readonly declared?: string;
    /** What Step Functions takes the completion by. */
    readonly token: string;
  };
  readonly completion?: {
    /** JSON text of an object. */
    readonly outputs: string;
    /** ISO 8601. */
    readonly at: string;
    /** ISO 8601: when it was found that no run waited for it any more; absent otherwise. */
    readonly missedAt?: string;
  };
}

/** An item as a wait. @throws MalformedItemError when it is not one. */
export function waitFromItem(item: AttributeMap): Wait {
  const callbackId = stringAttribute(item, 'callbackId');
  const token = optionalString(item, 'token');
  const outputs = optionalString(item, 'outputs');
  const declared = optionalString(item, 'declared');
  const missedAt = optionalString(item, 'missedAt');
  if (token === undefined && outputs === undefined) {
    throw new MalformedItemError('token', 'a token, or else `outputs`', item);
  }
  return {
    callbackId,
    ...(token === undefined
      ? {}
      : {
          pause: {
            token,
            execution: stringAttribute(item, 'execution'),
            workflow: stringAttribute(item, 'workflow'),
            step: stringAttribute(item, 'step'),
            objectType: stringAttribute(item, 'objectType'),
            objectId: stringAttribute(item, 'objectId'),
            since: stringAttribute(item, 'waitingSince'),
            until: stringAttribute(item, 'waitingUntil'),
            ...(declared === undefined ? {} : { declared }),
          },
        }),
    ...(outputs === undefined
      ? {}
      : {
          completion: {
            outputs,
            at: stringAttribute(item, 'completedAt'),
            ...(missedAt === undefined ? {} : { missedAt }),
          },
        }),
  };
}
