import type { SFNClientConfig } from '@aws-sdk/client-sfn';

/** What every client is made with; what is left out comes from the AWS settings, as everywhere. */
export type ClientSettings = Pick<
  SFNClientConfig,
  'region' | 'profile' | 'credentials' | 'endpoint' | 'requestHandler'
>;

/**
 * Looking at a stage takes many calls of operations that AWS allows a few times a second: adaptive retries slow down to
 * what is allowed ("Retry behavior", AWS SDKs and Tools Reference Guide).
 */
export const patient = { retryMode: 'adaptive', maxAttempts: 8 } as const;
