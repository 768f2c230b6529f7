import type { OutputDeclaration, OutputType } from '../../workflow/action-contract';
import { blockText, constant, type JsonataText } from './jsonata-text';

/**
 * Outputs that somebody outside gave, held to the step's declaration as far as JSONata can: each in its type, as the
 * wrapper converts what an action gives (`lambdas/action/outputs.ts`); what is undeclared, null, or cannot be of its
 * type is left out.
 *
 * @param given an expression that gives the outputs
 */
export function declaredOutputs(
  given: JsonataText,
  declared: Readonly<Record<string, Pick<OutputDeclaration, 'type'>>>,
): JsonataText {
  const members = Object.entries(declared).map(
    ([name, { type }]) => `${constant(name)}: ($x := $lookup($o, ${constant(name)}); ${conversions[type]})`,
  );
  return blockText([`$o := ${given}`, `{${members.join(', ')}}`]);
}

const asText = '$type($x) = "string" ? $x : $x != null ? $string($x)';

/** ISO 8601, or milliseconds since the epoch, which HubSpot's code gives; no more of them than a Date can have. */
const asTime =
  '$type($x) = "number" ? ($abs($x) <= 8640000000000000 ? $fromMillis($x)) : $type($x) = "string" ? ' +
  '($contains($x, /^-?[0-9]{9,15}$/) ? $fromMillis($number($x)) : ' +
  '$contains($x, /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])' +
  '(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$/) ? ' +
  '$fromMillis($toMillis($x)))';

/** From `$x` to a value of the type, or nothing. */
const conversions: Readonly<Record<OutputType, JsonataText>> = {
  string: asText,
  phone: asText,
  enumeration: `$type($x) = "array" ? $join($map($x, function($e) { $string($e) }), ";") : ${asText}`,
  // $number loses digits: a text of many stays one, as the wrapper leaves it.
  number:
    '$type($x) = "number" ? $x : $type($x) = "boolean" ? ($x ? 1 : 0) : $type($x) = "string" ? ' +
    '($contains($x, /^-?[0-9]+([.][0-9]+)?$/) ? ($length($x) < 16 ? $number($x) : $x))',
  boolean:
    '$type($x) = "boolean" ? $x : $x != null ? ($l := $lowercase($string($x)); ' +
    '$l in ["true", "1"] ? true : $l in ["false", "0"] ? false)',
  date: `$substring(${asTime}, 0, 10)`,
  datetime: asTime,
  object: '$x != null ? $x',
};
