import { Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/** Says to cdk-nag why a Lambda does not trace: tracing grants what has no resource. */
export function acknowledgeNoTracing(handler: LambdaFunction): void {
  Validations.of(handler).acknowledge({
    id: 'Serverless-LambdaTracing',
    reason:
      'X-Ray would put a `*` on each role. State machines trace each call of an action, with its duration and outcome.',
  });
}
