import type { TemplateObject } from '../assembly/template';

/**
 * AWS's own managed policies that the CDK attaches by itself, by their path and name ("AWS Managed Policy Reference
 * Guide"): no template holds their content.
 */
export const AWS_MANAGED_POLICIES: ReadonlyMap<string, TemplateObject> = new Map([
  [
    'service-role/AWSLambdaBasicExecutionRole',
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: '*',
        },
      ],
    },
  ],
]);
