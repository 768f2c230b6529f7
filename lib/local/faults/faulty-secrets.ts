import type { LocalSecretsManager } from '../secrets/local-secrets-manager';
import { ServiceFailure } from '../service-failure';
import type { FaultCounter } from './fault-counter';
import type { SecretFault } from './fault-plan';

/** Secrets Manager that fails or throttles, by a plan. */
export function faultySecrets(
  inner: Pick<LocalSecretsManager, 'getSecretValue'>,
  faults: FaultCounter<SecretFault>,
): Pick<LocalSecretsManager, 'getSecretValue'> {
  return {
    getSecretValue: (secretId) => {
      const fault = faults.next((one) => isAbout(one, secretId), `the secret ${secretId}`);
      if (!fault) return inner.getSecretValue(secretId);
      if (fault.what === 'throttled') throw new ServiceFailure('ThrottlingException', 'Rate exceeded');
      throw new ServiceFailure('InternalServiceError', 'An error occurred on the server side.', 500);
    },
  };
}

/** A secret is asked for by `coded-actions/<stage>/<NAME>`, or by its ARN. */
function isAbout({ secret }: SecretFault, secretId: string): boolean {
  if (secret === undefined) return true;
  const name = secretId
    .replace(/^arn:.*:secret:/, '')
    .replace(/-[^-]{6}$/, (end) => (secretId.startsWith('arn:') ? '' : end));
  return name === secret || name.endsWith(`/${secret}`);
}
