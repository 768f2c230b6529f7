import { readSecretsFile } from '../local/secrets/secrets-file';
import type { LoadedProject } from '../workflow/load-project';
import type { CommandContext } from './command-context';
import { requireNoFolders } from './local-file-error';
import { type NeededSecret, neededSecrets } from './needed-secrets';

/**
 * The secrets that steps declare and a file of local secrets lacks.
 *
 * @param secretsFile absolute; it need not exist
 * @throws SecretsFileError, LocalFileError when it cannot be read
 */
export function missingSecrets(
  project: Pick<LoadedProject, 'workflows'>,
  secretsFile: string,
): readonly NeededSecret[] {
  requireNoFolders([secretsFile]);
  const present = [...readSecretsFile(secretsFile).keys()];
  return neededSecrets(project, present).filter(({ isSet }) => !isSet);
}

/** Each missing secret with the steps that need it: `LATER_KEY (slow/later)`. */
export function namesOfMissing(missing: readonly NeededSecret[]): string {
  return missing.map(({ name, steps }) => `${name} (${steps.join(', ')})`).join(', ');
}

/** Says, before anything runs, which steps will fail for want of a secret, as they do in AWS. */
export function warnOfMissingSecrets(missing: readonly NeededSecret[], context: CommandContext): void {
  if (missing.length === 0) return;
  context.printError('Secrets without a value here; a step that needs one fails when a run comes to it:');
  for (const { name, steps } of missing) {
    context.printError(`  ${name}, needed by ${steps.join(', ')}: npx coded-actions secrets set ${name}`);
  }
}
