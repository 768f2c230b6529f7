import { readSecretsFile } from '../local/secrets/secrets-file';
import { writeSecretsFile } from '../local/secrets/write-secrets-file';
import { type CommandContext, dataFolder } from './command-context';
import { requireNoFolders } from './local-file-error';
import { localPaths } from './local-paths';
import { openStageSecrets } from './stage-secrets';
import type { Target } from './target';

/** The secrets of a target. A value only ever goes in. */
export interface SecretStore {
  /** Names, sorted. */
  list(): Promise<readonly string[]>;
  /** Gives a secret its value, whether it had one or not. */
  set(name: string, value: string): Promise<void>;
  /** Deletes a secret; false where there is none. */
  delete(name: string): Promise<boolean>;
}

/** The secrets of a stage, or of local runs. */
export async function openSecretStore(target: Target, context: CommandContext): Promise<SecretStore> {
  if (target.kind === 'stage') return openStageSecrets(target);
  const file = localPaths(dataFolder(context)).secrets;
  requireNoFolders([file]);
  const read = () => new Map(readSecretsFile(file));
  return {
    list: async () => [...read().keys()].sort(),
    set: async (name, value) => writeSecretsFile(file, read().set(name, value)),
    delete: async (name) => {
      const values = read();
      if (!values.delete(name)) return false;
      writeSecretsFile(file, values);
      return true;
    },
  };
}
