import type { AccountRegion } from '../authorization-request';
import type { RequestReader, ServiceRequests } from './request-reader';

/** Lambda: a qualified function is a resource of its own. "Actions, resources, and condition keys for AWS Lambda". */
export const lambdaRequests: ServiceRequests = new Map<string, RequestReader>([
  [
    'Invoke',
    ({ FunctionName, Qualifier }, where) => {
      const name = [FunctionName, Qualifier].filter((part) => part !== undefined && part !== '').join(':');
      return [{ action: 'lambda:InvokeFunction', resource: functionArn(name, where) }];
    },
  ],
]);

/** @param name a function's name, its partial ARN or its ARN, qualified or not */
function functionArn(name: string, { account, region }: AccountRegion): string {
  if (name.startsWith('arn:')) return name;
  const short = name.replace(/^(?:\d*:)?function:/, '');
  return `arn:aws:lambda:${region}:${account}:function:${short}`;
}
