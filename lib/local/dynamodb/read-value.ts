import { formatDecimal, orderOfMagnitude, parseDecimal, significantDigits } from '../../records/decimal';
import { type AttributeValue, type Item, itemOf, type ValueType, valueTypes } from './attribute-value';
import { invalidParameter, serializationError, validationError } from './service-error';

/** Lists and maps in each other: "Attribute depth" is 32 with what they hold ("Quotas in Amazon DynamoDB"). */
const maximumDepth = 31;

/**
 * An item, key or map of values out of a request: checked, copied, numbers in normal form.
 *
 * @throws ServiceError as DynamoDB does
 */
export function readItem(json: unknown, depth = 0): Item {
  return itemOf(Object.entries(readObject(json)).map(([name, value]) => [name, readValue(value, depth)]));
}

/** One typed value out of a request. Throws as `readItem` does. */
export function readValue(json: unknown, depth = 0): AttributeValue {
  const object = readObject(json);
  const types = valueTypes.filter((type) => object[type] !== undefined && object[type] !== null);
  const [type] = types;
  if (type === undefined) {
    throw validationError(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  }
  if (types.length > 1) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return readTyped(type, object[type], depth);
}

/** The number in a text, as DynamoDB writes it. @throws ServiceError when it is none, too long or out of range */
export function readNumber(text: string): string {
  const decimal = parseDecimal(text);
  if (decimal === undefined) {
    throw validationError(
      text === ''
        ? 'The parameter cannot be converted to a numeric value'
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  }
  if (significantDigits(decimal) > 38) {
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  }
  const order = orderOfMagnitude(decimal);
  if (order > 125) {
    throw validationError(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (order < -130) {
    throw validationError(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  return formatDecimal(decimal);
}

function readTyped(type: ValueType, json: unknown, depth: number): AttributeValue {
  switch (type) {
    case 'S':
      return { S: readString(json) };
    case 'N':
      return { N: readNumber(readString(json)) };
    case 'B':
      return { B: readBinary(json) };
    case 'BOOL':
      return { BOOL: readBoolean(json) };
    case 'NULL':
      if (!readBoolean(json))
        throw invalidParameter('Null attribute value types must have the value of true');
      return { NULL: true };
    case 'SS':
      return { SS: readSet(readList(json).map(readString), 'string') };
    case 'NS':
      return {
        NS: readSet(
          readList(json).map((member) => readNumber(readString(member))),
          'number',
        ),
      };
    case 'BS':
      return { BS: readSet(readList(json).map(readBinary), 'binary') };
    case 'L':
      return { L: readList(json).map((member) => readValue(member, nestedDepth(depth))) };
    case 'M':
      return { M: readItem(json, nestedDepth(depth)) };
  }
}

function nestedDepth(depth: number): number {
  if (depth >= maximumDepth)
    throw validationError(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    );
  return depth + 1;
}

function readSet(members: string[], kind: string): string[] {
  if (members.length === 0) {
    throw invalidParameter(
      kind === 'binary' ? 'Binary sets should not be empty' : `An ${kind} set  may not be empty`,
    );
  }
  if (new Set(members).size < members.length) {
    throw invalidParameter(`Input collection [${members.join(', ')}] contains duplicates.`);
  }
  return members;
}

function readObject(json: unknown): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw serializationError('Unexpected value type in payload');
  }
  return { ...json };
}

function readList(json: unknown): unknown[] {
  if (!Array.isArray(json)) throw serializationError('Unexpected field type');
  return json;
}

function readString(json: unknown): string {
  if (typeof json !== 'string') throw serializationError('Unexpected value type in payload');
  return json;
}

function readBoolean(json: unknown): boolean {
  if (typeof json !== 'boolean') throw serializationError('Unexpected value type in payload');
  return json;
}

function readBinary(json: unknown): string {
  if (json instanceof Uint8Array) return Buffer.from(json).toString('base64');
  const text = readString(json);
  const canonical = Buffer.from(text, 'base64').toString('base64');
  if (canonical !== text) throw serializationError('Invalid Base64 input');
  return canonical;
}
