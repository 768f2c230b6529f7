import { CodedActionsError } from '../coded-actions-error';
import type { AttributeMap } from './attribute-value';

/** An item of the table does not look as docs/data-model.md says: something else wrote it. */
export class MalformedItemError extends CodedActionsError {
  readonly code = 'malformed-item';
  readonly remedy = 'Write the table with `npx coded-actions records put` or as docs/data-model.md says.';

  /**
   * @param attribute the attribute that is wrong
   * @param expected what it should be, such as `a string`
   * @param item the item, whose key the message names
   */
  constructor(attribute: string, expected: string, item: AttributeMap) {
    super(
      `The attribute ${attribute} of the item ${JSON.stringify({ pk: item.pk, sk: item.sk })} is not ${expected}.`,
    );
  }
}
