import type { IntegrationCall } from './integration';
import { isJsonObject } from './json';
import type { Visit } from './visit';

/**
 * Refuses arguments that the optimized integrations refuse before they call anything.
 *
 * @throws StateError `States.Runtime`
 */
export function checkArguments(call: IntegrationCall, visit: Visit): void {
  const given = call.arguments;
  if (call.service !== 'apigateway' || !isJsonObject(given)) return;
  const { Headers: headers } = given;
  // "Call API Gateway with Step Functions": a header's value is a list of strings.
  if (isJsonObject(headers) && !Object.values(headers).every(Array.isArray)) {
    throw visit.failure(
      'States.Runtime',
      `The Parameters '${JSON.stringify(given)}' could not be used to start the Task: [The value of the field 'Headers' has an invalid format]`,
    );
  }
}
