/**
 * An exact decimal number, `coefficient * 10 ** exponent`, in its one normal form: no trailing zeros in the
 * coefficient, and zero is `0 * 10 ** 0`. DynamoDB's numbers are these; a double is not (38 digits against 17).
 */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const decimalPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

/** The decimal that a text such as `-12.50`, `.5` or `1e+21` means; undefined when the text is no number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = decimalPattern.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const magnitude = BigInt(whole + fraction);
  return normalDecimal(sign === '-' ? -magnitude : magnitude, Number(exponent) - fraction.length);
}

/** The normal form of `coefficient * 10 ** exponent`. */
export function normalDecimal(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 };
  const digits = coefficient.toString();
  const kept = digits.replace(/0+$/, '');
  return { coefficient: BigInt(kept), exponent: exponent + digits.length - kept.length };
}

/** The exact sum. */
export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const exponent = Math.min(left.exponent, right.exponent);
  return normalDecimal(scaledTo(left, exponent) + scaledTo(right, exponent), exponent);
}

/** The same number with the other sign. */
export function negatedDecimal(value: Decimal): Decimal {
  return { coefficient: -value.coefficient, exponent: value.exponent };
}

/** Below zero when `left` is smaller, above when it is larger, zero when they are the same number. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const exponent = Math.min(left.exponent, right.exponent);
  const difference = scaledTo(left, exponent) - scaledTo(right, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** How many significant digits a number has; zero has one. */
export function significantDigits(value: Decimal): number {
  return magnitudeText(value).length;
}

/** The power of ten of a number's first digit: 2 for 345, -3 for 0.0012. */
export function orderOfMagnitude(value: Decimal): number {
  return value.coefficient === 0n ? 0 : value.exponent + significantDigits(value) - 1;
}

/** The number without an exponent, such as `-12.5` or `1000`: how DynamoDB writes it. */
export function formatDecimal(value: Decimal): string {
  const sign = value.coefficient < 0n ? '-' : '';
  const digits = magnitudeText(value);
  if (value.exponent >= 0) return `${sign}${digits}${'0'.repeat(value.exponent)}`;
  const point = digits.length + value.exponent;
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${sign}0.${'0'.repeat(-point)}${digits}`;
}

function scaledTo(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function magnitudeText(value: Decimal): string {
  return (value.coefficient < 0n ? -value.coefficient : value.coefficient).toString();
}
