import type { StepCheck, StepPath } from './steps/step-check';
import type { JsonValue } from './values';

/** What a state's input, and an event, can hold ("Step Functions service quotas", "PutEvents"), in bytes. */
const largestPayload = 256 * 1024;

/** Checks that what an author wrote down for one step fits into what the state machine can hand over. */
export function checkPayloadSize(value: JsonValue, at: StepPath, check: StepCheck): void {
  const size = Buffer.byteLength(JSON.stringify(value));
  if (size <= largestPayload) return;
  check.report({
    code: 'too-large',
    at,
    pointAt: 'key',
    message: `This is ${Math.ceil(size / 1024)} KB; a step can hand over ${largestPayload / 1024} KB at most.`,
    remedy:
      'Put what is large into a file beside the action, or store it elsewhere and hand over where it is.',
  });
}
