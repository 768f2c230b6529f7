import { maximumRecordSize } from '../../records/record-size';
import { blockText, constant, failureText, type JsonataText } from '../expressions/jsonata-text';
import { definePlain } from '../expressions/typed-values';
import { machineVariables } from './execution-context';

/**
 * The properties of a record that was read or written, as a JSON object. Fails the state as `RecordTooLarge` where
 * their typed JSON has more than 128 KB: lib/records refuses to write such a record (docs/data-model.md).
 *
 * @param properties an expression that gives the properties as a typed map, `{"M": …}`
 * @param definitions what the expression needs, each as `$name := …`
 * @param objectId the record's id, for messages
 */
export function propertiesText(
  objectType: string,
  properties: JsonataText,
  definitions: readonly JsonataText[] = [],
  objectId: JsonataText = machineVariables.objectId,
): JsonataText {
  const tooLarge = failureText(
    'RecordTooLarge',
    `${constant(`${objectType} `)} & ${objectId} & ${constant(' takes ')} & $size & ${constant(
      ` characters as typed JSON; ${maximumRecordSize} are allowed`,
    )}`,
  );
  return blockText([
    ...definitions,
    definePlain,
    `$properties := ${properties}`,
    '$size := $length($string($properties.M))',
    `$size > ${maximumRecordSize} ? ${tooLarge} : $plain($properties)`,
  ]);
}
