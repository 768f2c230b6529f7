import { compareDecimals, type Decimal, parseDecimal } from '../../records/decimal';
import { type AttributeValue, attribute, valueType } from './attribute-value';

/** Whether two values are the same: type and content, sets without order, maps and lists in depth. */
export function equalValues(left: AttributeValue, right: AttributeValue): boolean {
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && left.N === right.N;
  if ('B' in left) return 'B' in right && left.B === right.B;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  if ('NULL' in left) return 'NULL' in right;
  if ('SS' in left) return 'SS' in right && sameMembers(left.SS, right.SS);
  if ('NS' in left) return 'NS' in right && sameMembers(left.NS, right.NS);
  if ('BS' in left) return 'BS' in right && sameMembers(left.BS, right.BS);
  if ('L' in left) {
    return (
      'L' in right &&
      left.L.length === right.L.length &&
      left.L.every((member, at) => equalTo(member, right.L[at]))
    );
  }
  if (!('M' in right)) return false;
  const names = Object.keys(left.M);
  return (
    names.length === Object.keys(right.M).length &&
    names.every((name) => equalTo(left.M[name], attribute(right.M, name)))
  );
}

/**
 * Below, above or at zero as `left` sorts before, after or with `right`; undefined where the two have no order, being of
 * different types or of one that has none. Strings sort by their UTF-8 bytes, binary by unsigned bytes.
 */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ('S' in left && 'S' in right) return compareText(left.S, right.S);
  if ('N' in left && 'N' in right) return compareDecimals(decimalOf(left.N), decimalOf(right.N));
  if ('B' in left && 'B' in right)
    return Buffer.compare(Buffer.from(left.B, 'base64'), Buffer.from(right.B, 'base64'));
  return undefined;
}

/** The order of two texts by their UTF-8 bytes, which is that of their code points. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const difference = codePointRank(left.charCodeAt(at)) - codePointRank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The decimal in a number's normal text. */
export function decimalOf(text: string): Decimal {
  const decimal = parseDecimal(text);
  if (decimal === undefined) throw new Error(`${text} is no number.`);
  return decimal;
}

/** Whether a value is of the type that has that name. */
export function hasType(value: AttributeValue, type: string): boolean {
  return valueType(value) === type;
}

function equalTo(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  return left !== undefined && right !== undefined && equalValues(left, right);
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  const members = new Set(right);
  return left.length === right.length && left.every((member) => members.has(member));
}

/** Surrogates, which stand for code points above all others, come after the rest of the 16-bit units. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
