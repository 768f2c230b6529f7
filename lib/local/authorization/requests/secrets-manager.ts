import { secretArn } from '../../assembly/kinds/secret';
import type { RequestReader, ServiceRequests } from './request-reader';

/** Secrets Manager: "Actions, resources, and condition keys for AWS Secrets Manager". */
export const secretsManagerRequests: ServiceRequests = new Map<string, RequestReader>([
  [
    'GetSecretValue',
    ({ SecretId }, { account, region }) => {
      const id = String(SecretId);
      // A secret that does not exist is named as if it did: that it is missing is the better message.
      const resource = id.startsWith('arn:') ? id : secretArn(account, region, id);
      return [{ action: 'secretsmanager:GetSecretValue', resource }];
    },
  ],
]);
