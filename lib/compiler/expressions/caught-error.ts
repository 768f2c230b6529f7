import { blockText, type JsonataText } from './jsonata-text';

const cause = '$states.errorOutput.Cause';

/**
 * `$error` of an `onError` path, in a `Catch`: `{"name", "message"}`.
 *
 * - A function's error comes as JSON with `errorMessage`. It is cut out by a pattern and not parsed as a whole: a Cause
 *   is cut off after 32,768 characters, `$parse` fails on that, and a failure inside of a Catch fails the run.
 * - Our own failures (`RecordDeleted: …`) stand behind JSONata's code at the end of the Cause of a
 *   `States.QueryEvaluationError` ("… threw an error during evaluation. T1006: …", recorded).
 * - The backslash is written `\x5c`: JSONata's own reader of patterns takes `\\]` for an escaped bracket.
 */
export const caughtError: JsonataText = blockText([
  `$cause := $exists(${cause}) ? ${cause} : ""`,
  '$own := $match($cause, /evaluation\\. [A-Z0-9]+: (Record[A-Za-z]+): (.+)/, 1)',
  '$thrown := $match($cause, /"errorMessage"\\s*:\\s*"([^"\\x5c]*(?:\\x5c.[^"\\x5c]*)*)"/, 1)',
  '{"name": $exists($own) ? $own.groups[0] : $states.errorOutput.Error, ' +
    '"message": $exists($own) ? $own.groups[1] : $exists($thrown) ? $parse("\\"" & $thrown.groups[0] & "\\"") : $cause}',
]);

/**
 * The seconds of a Retry-After, from the Cause of a `CodedActions.RetryAfter`: the wrapper puts `retryAfterSeconds=600`
 * at the head of the message, and the trace may repeat it. A minute where it cannot be read.
 */
export const retryAfterSeconds: JsonataText = blockText([
  `$seconds := $match(${cause}, /retryAfterSeconds=([0-9]{1,7})/, 1).groups[0]`,
  '$exists($seconds) ? $number($seconds) : 60',
]);

/**
 * The seconds after which a pause expires, from the Cause of a `CodedActions.Blocked`: `expirationSeconds=604800` stands
 * at the head of the message. HubSpot's week where it cannot be read.
 */
export const expirationSeconds: JsonataText = blockText([
  `$seconds := $match(${cause}, /expirationSeconds=([0-9]{1,9})/, 1).groups[0]`,
  '$exists($seconds) ? $number($seconds) : 604800',
]);
