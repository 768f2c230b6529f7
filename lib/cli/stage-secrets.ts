import { tagNames } from '../stacks/tag-names';
import { secretId } from '../workflow/action-contract';
import type { SecretStore } from './secret-store';
import { stageClientOptions } from './stage-client-options';
import { StageUnreachableError } from './stage-unreachable-error';
import type { Target } from './target';

/** Secrets Manager keeps a deleted secret for this long, in days: a mistake can be undone (DeleteSecret's default). */
const recoveryDays = 30;

/** The secrets of a stage in Secrets Manager, through the SDK. */
export async function openStageSecrets(target: Target & { kind: 'stage' }): Promise<SecretStore> {
  const sdk = await import('@aws-sdk/client-secrets-manager');
  const client = new sdk.SecretsManagerClient(stageClientOptions(target));
  const prefix = secretId(target.stage, '');
  const isMissing = (error: unknown) => error instanceof sdk.ResourceNotFoundException;
  const send = async <T>(request: Promise<T>): Promise<T> => {
    try {
      return await request;
    } catch (error) {
      if (isMissing(error)) throw error;
      throw new StageUnreachableError(`Secrets Manager of stage ${target.stage}`, error);
    }
  };
  return {
    list: async () => {
      const names: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await send(
          client.send(
            new sdk.ListSecretsCommand({
              Filters: [{ Key: 'name', Values: [prefix] }],
              ...(NextToken === undefined ? {} : { NextToken }),
            }),
          ),
        );
        for (const { Name } of page.SecretList ?? []) {
          if (Name?.startsWith(prefix)) names.push(Name.slice(prefix.length));
        }
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return names.sort();
    },
    set: async (name, value) => {
      const id = secretId(target.stage, name);
      try {
        await send(client.send(new sdk.PutSecretValueCommand({ SecretId: id, SecretString: value })));
      } catch (error) {
        if (!isMissing(error)) throw error;
        await send(
          client.send(
            new sdk.CreateSecretCommand({
              Name: id,
              SecretString: value,
              Description: `Read by code steps of stage ${target.stage} as process.env.${name}.`,
              Tags: [{ Key: tagNames.stage, Value: target.stage }],
            }),
          ),
        );
      }
    },
    delete: async (name) => {
      try {
        await send(
          client.send(
            new sdk.DeleteSecretCommand({
              SecretId: secretId(target.stage, name),
              RecoveryWindowInDays: recoveryDays,
            }),
          ),
        );
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
  };
}
