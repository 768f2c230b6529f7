import { significantDigits } from '../../records/decimal';
import type { AttributeValue, Item } from './attribute-value';
import { decimalOf } from './compare-values';

/** "The maximum item size in DynamoDB is 400 KB" (Developer Guide, "Quotas in Amazon DynamoDB"), in bytes. */
export const maximumItemSize = 400 * 1024;

/** The bytes that DynamoDB counts for an item (Developer Guide, "DynamoDB item sizes and formats"). */
export function itemSize(item: Item): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += Buffer.byteLength(name) + valueSize(value);
  return size;
}

function valueSize(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('SS' in value) return total(value.SS, Buffer.byteLength);
  if ('NS' in value) return total(value.NS, numberSize);
  if ('BS' in value) return total(value.BS, (member) => Buffer.byteLength(member, 'base64'));
  if ('L' in value) return 3 + total(value.L, (member) => 1 + valueSize(member));
  return 3 + Object.keys(value.M).length + itemSize(value.M);
}

/** One byte for two significant digits, one more, and one for a sign. */
function numberSize(text: string): number {
  return Math.ceil(significantDigits(decimalOf(text)) / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

function total<Member>(members: readonly Member[], size: (member: Member) => number): number {
  return members.reduce((sum, member) => sum + size(member), 0);
}
