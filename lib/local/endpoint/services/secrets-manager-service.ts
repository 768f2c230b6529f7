import type { LocalSecretsManager } from '../../secrets/local-secrets-manager';
import { type JsonService, unknownOperation } from '../json-service';

/** Secrets Manager: reading values, which is all that an action does. */
export function secretsManagerService(secrets: Pick<LocalSecretsManager, 'getSecretValue'>): JsonService {
  return {
    target: 'secretsmanager',
    async call(operation, { SecretId }) {
      if (operation !== 'GetSecretValue') throw unknownOperation(operation);
      return secrets.getSecretValue(String(SecretId));
    },
  };
}
