import { parseDecimal } from '../../records/decimal';

/** What is wrong with a number as it is written, in a sentence each. */
export interface NumberProblem {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * What is wrong with a number of a file or an expression, if anything: JSON, JavaScript and Step Functions read it as a
 * double, which holds 15 to 17 digits, and up to 1.8e308. One that has more would be another number, and silently.
 *
 * @param written the number as it stands in the source
 */
export function numberProblem(written: string): NumberProblem | undefined {
  const number = Number(written);
  if (Number.isNaN(number)) return undefined;
  if (!Number.isFinite(number)) {
    return {
      code: 'number-too-large',
      message: `\`${clipped(written)}\` is larger than any number can be here, which is 1.8e308.`,
      remedy: 'Write a smaller number, or a text: `"…"`.',
    };
  }
  const meant = parseDecimal(written);
  const held = parseDecimal(String(number));
  if (meant === undefined || held === undefined) return undefined;
  if (meant.coefficient === held.coefficient && meant.exponent === held.exponent) return undefined;
  return {
    code: 'number-digits',
    message: `\`${clipped(written)}\` has more digits than a number can hold: it would be read as ${number}.`,
    remedy: `Write it as a text: \`"${clipped(written)}"\`.`,
  };
}

function clipped(written: string): string {
  return written.length <= 40 ? written : `${written.slice(0, 39)}…`;
}
