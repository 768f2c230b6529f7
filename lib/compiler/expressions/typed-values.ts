import { type JsonataText, objectText } from './jsonata-text';

/**
 * DynamoDB's typed JSON in a state machine, the counterpart of `lib/records/typed-properties.ts`: null goes out of
 * objects and is NULL in lists. Both texts are blocks to stand at the head of a larger block.
 */

/** The largest whole number up to which every one is a double. */
const largestExactInteger = 2 ** 53;

/**
 * Defines `$typed`, a function from a JSON value to typed JSON. JSONata writes numbers with 15 significant digits
 * (`$string`), so that 0.1 + 0.2 is 0.3; whole numbers keep all of theirs.
 */
export const defineTyped: JsonataText = [
  '$typed := function($x) {( $t := $type($x); ',
  '$t = "string" ? {"S": $x} : ',
  `$t = "number" ? {"N": $floor($x) = $x and $abs($x) < ${largestExactInteger} ? $formatBase($x) : $string($x)} : `,
  '$t = "boolean" ? {"BOOL": $x} : ',
  '$t = "array" ? {"L": $reduce($x, function($l, $y) { $append($l, [$typed($y)]) }, [])} : ',
  '$t = "object" ? {"M": $merge($append([{}], $each($x, function($y, $k) { $y != null ? {$k: $typed($y)} : {} })))} : ',
  '{"NULL": true} )}',
].join('');

/**
 * Defines `$plain`, a function from typed JSON to a JSON value. Numbers of more than 15 digits, of which JSONata would
 * lose some, stay texts. The spellings `Bool`, `Nul`, `Ss` and `Ns` are those of the SDK integrations' results.
 */
export const definePlain: JsonataText = [
  '$plain := function($a) {( $t := $keys($a)[0]; $x := $lookup($a, $t); ',
  '$t = "N" ? ($length($x) < 16 or $length($replace($replace($x, /[eE].*|[^0-9]/, ""), /^0+|0+$/, "")) < 16 or ',
  '$formatBase($number($x)) = $x ? $number($x) : $x) : ',
  '$t = "L" ? $reduce($x, function($l, $y) {( $v := $plain($y); $append($l, $type($v) = "array" ? [[$v]] : [$v]) )}, []) : ',
  '$t = "M" ? $merge($append([{}], $each($x, function($y, $k) { $keys($y)[0] in ["NULL", "Nul"] ? {} : {$k: $plain($y)} }))) : ',
  '$t in ["NULL", "Nul"] ? null : $x )}',
].join('');

/** A typed text, of an expression that gives it. */
export function typedText(text: JsonataText): JsonataText {
  return objectText({ S: text });
}

/** A typed number, of an expression that gives its text. */
export function typedNumber(text: JsonataText): JsonataText {
  return objectText({ N: text });
}
