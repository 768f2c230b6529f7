import { loadProject } from '../workflow/load-project';
import { secretName } from '../workflow/names';
import { type CommandContext, type ExitCode, exitCode } from './command-context';
import { InputFileError } from './input-file-error';
import { type NeededSecret, neededSecrets } from './needed-secrets';
import type { AddCommand } from './program';
import { openSecretStore } from './secret-store';
import { askSecretValue } from './secret-value';
import {
  addTargetOptions,
  confirmChange,
  describeTarget,
  type TargetOptions,
  targetFlags,
  targetOf,
} from './target';

type SecretOptions = TargetOptions & { readonly json?: boolean };

/** `coded-actions secrets list|set|delete|check`: values go in, and never come out. */
export const addSecrets: AddCommand = (program, context, exitWith) => {
  const secrets = program
    .command('secrets')
    .description('Secrets of local runs (.coded-actions/secrets.json) or of a stage (Secrets Manager).');
  addTargetOptions(
    secrets
      .command('list')
      .description('Print the names of the secrets; values are never printed.')
      .option('--json', 'print {"secrets": […]} alone'),
  )
    .addHelpText('after', '\nExample:\n  coded-actions secrets list --stage dev')
    .action((options: SecretOptions) => list(options, context));
  addTargetOptions(
    secrets
      .command('set')
      .description('Give a secret its value, read from a prompt or from standard input.')
      .argument('<name>', 'as workflows name it, such as CALENDAR_API_KEY')
      .option('--json', 'print {"name": …} alone'),
  )
    .addHelpText('after', '\nExample:\n  coded-actions secrets set CALENDAR_API_KEY --stage dev < key.txt')
    .action((name: string, options: SecretOptions) => set(name, options, context));
  addTargetOptions(
    secrets
      .command('delete')
      .description('Delete a secret. In a stage it can be restored for 30 days.')
      .argument('<name>', 'as workflows name it')
      .option('--json', 'print {"name": …} alone'),
  )
    .addHelpText('after', '\nExample:\n  coded-actions secrets delete CALENDAR_API_KEY')
    .action((name: string, options: SecretOptions) => remove(name, options, context));
  addTargetOptions(
    secrets
      .command('check')
      .description('Say which step needs which secret, and which are missing; exits with 1 where one is.')
      .argument('[paths...]', 'workflows by name, folder or file; all of them by default')
      .option('--json', 'print {"secrets": [{"name", "steps", "isSet"}]} alone'),
  )
    .addHelpText(
      'after',
      '\nExample:\n  coded-actions secrets check --stage prod && npx cdk deploy --all -c stage=prod',
    )
    .action(async (paths: string[], options: SecretOptions) =>
      exitWith(await check(paths, options, context)),
    );
};

async function list(options: SecretOptions, context: CommandContext): Promise<void> {
  const target = targetOf(options);
  const names = await (await openSecretStore(target, context)).list();
  if (options.json === true) context.print(JSON.stringify({ secrets: names }, undefined, 2));
  else {
    context.printError(`Secrets of ${describeTarget(target)}:`);
    for (const name of names) context.print(name);
  }
}

async function set(name: string, options: SecretOptions, context: CommandContext): Promise<void> {
  checkName(name);
  const target = targetOf(options);
  if (options.json !== true) context.printError(`Writing to ${describeTarget(target)}.`);
  await confirmChange(target, options, context);
  const value = await askSecretValue(name, context);
  await (await openSecretStore(target, context)).set(name, value);
  context.print(options.json === true ? JSON.stringify({ name }) : `${name} is set.`);
}

async function remove(name: string, options: SecretOptions, context: CommandContext): Promise<void> {
  checkName(name);
  const target = targetOf(options);
  if (options.json !== true) context.printError(`Deleting from ${describeTarget(target)}.`);
  await confirmChange(target, options, context);
  if (!(await (await openSecretStore(target, context)).delete(name))) {
    throw new InputFileError(
      `${describeTarget(target)} has no secret ${name}.`,
      `See what there is: coded-actions secrets list${targetFlags(target)}`,
    );
  }
  context.print(options.json === true ? JSON.stringify({ name }) : `${name} is deleted.`);
}

async function check(
  paths: readonly string[],
  options: SecretOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const target = targetOf(options);
  const project = loadProject(context.directory, paths.length > 0 ? paths : undefined);
  const present = await (await openSecretStore(target, context)).list();
  const needed = neededSecrets(project, present);
  if (options.json === true) context.print(JSON.stringify({ secrets: needed }, undefined, 2));
  else {
    context.printError(`Secrets of ${describeTarget(target)}:`);
    for (const secret of needed) printNeed(secret, targetFlags(target), context);
    if (needed.length === 0) context.print('No step needs a secret.');
  }
  return needed.every(({ isSet }) => isSet) ? exitCode.done : exitCode.failed;
}

function printNeed({ name, steps, isSet }: NeededSecret, flags: string, context: CommandContext): void {
  const users = `needed by ${steps.join(', ')}`;
  context.print(
    isSet
      ? `✔ ${name}, ${users}`
      : `✘ ${name} is missing, ${users}: coded-actions secrets set ${name}${flags}`,
  );
}

/** @throws InputFileError when no workflow could name it so */
function checkName(name: string): void {
  const result = secretName.safeParse(name);
  if (result.success) return;
  throw new InputFileError(
    `${JSON.stringify(name)} cannot be a secret's name.`,
    result.error.issues[0]?.message ?? 'Give it another name.',
  );
}
