import type { AttributeValue, Item } from '../attribute-value';
import { readItem } from '../read-value';
import { serializationError, validationError } from '../service-error';

/** The parameters of a request that hold expressions. */
export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/**
 * The names and values that a request's expressions refer to. It notes which were used, since DynamoDB refuses those
 * that are not.
 */
export class Placeholders {
  private readonly usedNames = new Set<string>();
  private readonly usedValues = new Set<string>();

  private constructor(
    private readonly names: ReadonlyMap<string, string> | undefined,
    private readonly values: Item | undefined,
  ) {}

  /** The placeholders of a request. @throws ServiceError when one is malformed */
  static of(request: Readonly<Record<string, unknown>>): Placeholders {
    return new Placeholders(
      readNames(request.ExpressionAttributeNames),
      readValues(request.ExpressionAttributeValues),
    );
  }

  /**
   * @param expressions which expressions the request could have, and that it has none, in DynamoDB's words
   * @throws ServiceError when names or values are given and the request has no expression to use them
   */
  requireExpression(present: boolean, expressions: string): void {
    if (present) return;
    if (this.names !== undefined) {
      throw validationError('ExpressionAttributeNames can only be specified when using expressions');
    }
    if (this.values !== undefined) {
      throw validationError(
        `ExpressionAttributeValues can only be specified when using expressions: ${expressions}`,
      );
    }
  }

  /** The name that a `#reference` stands for. @throws ServiceError when it is not given */

  name(reference: string, kind: ExpressionKind): string {
    const name = this.names?.get(reference);
    if (name === undefined) {
      throw validationError(
        `Invalid ${kind}: An expression attribute name used in the document path is not defined; attribute name: ${reference}`,
      );
    }
    this.usedNames.add(reference);
    return name;
  }

  /** The value that a `:reference` stands for. @throws ServiceError when it is not given */
  value(reference: string, kind: ExpressionKind): AttributeValue {
    const value = this.values?.[reference];
    if (value === undefined) {
      throw validationError(
        `Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${reference}`,
      );
    }
    this.usedValues.add(reference);
    return value;
  }

  /** @throws ServiceError when a name or value was given that no expression used */
  requireAllUsed(): void {
    const names = [...(this.names?.keys() ?? [])].filter((name) => !this.usedNames.has(name));
    if (names.length > 0) {
      throw validationError(
        `Value provided in ExpressionAttributeNames unused in expressions: keys: {${names.join(', ')}}`,
      );
    }
    const values = Object.keys(this.values ?? {}).filter((name) => !this.usedValues.has(name));
    if (values.length > 0) {
      throw validationError(
        `Value provided in ExpressionAttributeValues unused in expressions: keys: {${values.join(', ')}}`,
      );
    }
  }
}

function readNames(json: unknown): ReadonlyMap<string, string> | undefined {
  if (json === undefined || json === null) return undefined;
  if (typeof json !== 'object' || Array.isArray(json))
    throw serializationError('Unexpected value type in payload');
  const names = new Map<string, string>();
  for (const [reference, name] of Object.entries(json)) {
    if (typeof name !== 'string') throw serializationError('Unexpected value type in payload');
    if (!/^#[A-Za-z0-9_]+$/.test(reference)) {
      throw validationError(
        `ExpressionAttributeNames contains invalid key: Syntax error; key: "${reference}"`,
      );
    }
    names.set(reference, name);
  }
  if (names.size === 0) throw validationError('ExpressionAttributeNames must not be empty');
  return names;
}

function readValues(json: unknown): Item | undefined {
  if (json === undefined || json === null) return undefined;
  if (typeof json !== 'object' || Array.isArray(json))
    throw serializationError('Unexpected value type in payload');
  const references = Object.keys(json);
  if (references.length === 0) throw validationError('ExpressionAttributeValues must not be empty');
  const invalid = references.find((reference) => !/^:[A-Za-z0-9_]+$/.test(reference));
  if (invalid !== undefined) {
    throw validationError(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${invalid}"`);
  }
  return readItem(json);
}
