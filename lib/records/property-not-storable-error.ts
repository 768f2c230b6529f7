import { CodedActionsError } from '../coded-actions-error';

/** A value that DynamoDB cannot hold stands in a record's properties. */
export class PropertyNotStorableError extends CodedActionsError {
  readonly code = 'property-not-storable';
  readonly remedy: string;

  /**
   * @param path where it stands, such as `address.lines[2]`
   * @param what what is wrong, to follow the path in a sentence
   * @param remedy what would be right, as one sentence
   */
  constructor(
    readonly path: string,
    what: string,
    remedy: string,
  ) {
    super(`The property ${path} ${what}.`);
    this.remedy = remedy;
  }
}
