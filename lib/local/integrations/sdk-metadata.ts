import { randomUUID } from 'node:crypto';

/**
 * What Step Functions adds to the results of optimized integrations, as recorded from AWS; the headers, which differ
 * from call to call, are left out.
 */
export function sdkMetadata(requestId: string = randomUUID()) {
  return {
    SdkHttpMetadata: { AllHttpHeaders: {}, HttpHeaders: {}, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
  };
}

/** The cause of a failed call in an optimized integration: the older of AWS's two Java clients words it. */
export function optimizedCause(message: string, service: string, status: number, errorCode: string): string {
  return `${message} (Service: ${service}; Status Code: ${status}; Error Code: ${errorCode}; Request ID: ${randomUUID()}; Proxy: null)`;
}

/** The cause of a failed call in an AWS SDK integration. */
export function sdkCause(message: string, service: string, status: number): string {
  return `${message} (Service: ${service}, Status Code: ${status}, Request ID: ${randomUUID()})`;
}
