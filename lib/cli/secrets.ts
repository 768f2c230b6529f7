import { secretName } from '../workflow/names';
import { type CommandContext, type ExitCode, exitCode } from './command-context';
import { InputFileError } from './input-file-error';
import { type NeededSecret, neededSecrets } from './needed-secrets';
import { printProblems } from './print-problems';
import type { AddCommand } from './program';
import { loadWorkflows } from './project-workflows';
import { openSecretStore } from './secret-store';
import { askSecretValue } from './secret-value';
import {
  addTargetOptions,
  describeTarget,
  type TargetOptions,
  targetFlags,
  targetToChange,
  targetToRead,
} from './target';

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
    'reads',
  )
    .addHelpText('after', '\nExample:\n  npx coded-actions secrets list --stage dev')
    .action((options: TargetOptions) => list(options, context));
  addTargetOptions(
    secrets
      .command('set')
      .description('Give a secret its value, read from a prompt or from standard input.')
      .argument('<name>', 'as workflows name it, such as CALENDAR_API_KEY')
      .option('--json', 'print {"name": …} alone'),
    'changes',
  )
    .addHelpText(
      'after',
      '\nExample:\n  npx coded-actions secrets set CALENDAR_API_KEY --stage dev < key.txt',
    )
    .action((name: string, options: TargetOptions) => set(name, options, context));
  addTargetOptions(
    secrets
      .command('delete')
      .description('Delete a secret. In a stage it can be restored for 30 days.')
      .argument('<name>', 'as workflows name it')
      .option('--json', 'print {"name": …} alone'),
    'changes',
  )
    .addHelpText('after', '\nExample:\n  npx coded-actions secrets delete CALENDAR_API_KEY')
    .action((name: string, options: TargetOptions) => remove(name, options, context));
  addTargetOptions(
    secrets
      .command('check')
      .description('Say which step needs which secret, and which are missing; exits with 1 where one is.')
      .argument('[paths...]', 'workflows by name, folder or file; all of them by default')
      .option('--json', 'print {"secrets": [{"name", "steps", "isSet"}]} alone'),
    'reads',
  )
    .addHelpText(
      'after',
      '\nExample:\n  npx coded-actions secrets check --stage prod && npx cdk deploy --all -c stage=prod',
    )
    .action(async (paths: string[], options: TargetOptions) =>
      exitWith(await check(paths, options, context)),
    );
};

async function list(options: TargetOptions, context: CommandContext): Promise<void> {
  const target = targetToRead(options, context, (where) => `Secrets of ${describeTarget(where)}:`);
  const names = await (await openSecretStore(target, context)).list();
  if (options.json === true) context.print(JSON.stringify({ secrets: names }, undefined, 2));
  else if (names.length === 0) context.print('None.');
  else for (const name of names) context.print(name);
}

async function set(name: string, options: TargetOptions, context: CommandContext): Promise<void> {
  checkName(name);
  const target = await targetToChange(options, context, (where) => `Writing to ${describeTarget(where)}.`);
  const value = await askSecretValue(name, context);
  await (await openSecretStore(target, context)).set(name, value);
  context.print(options.json === true ? JSON.stringify({ name }) : `${name} is set.`);
}

async function remove(name: string, options: TargetOptions, context: CommandContext): Promise<void> {
  checkName(name);
  const target = await targetToChange(options, context, (where) => `Deleting from ${describeTarget(where)}.`);
  if (!(await (await openSecretStore(target, context)).delete(name))) {
    throw new InputFileError(
      `${describeTarget(target)} has no secret ${name}.`,
      `See what there is: npx coded-actions secrets list${targetFlags(target)}`,
    );
  }
  context.print(options.json === true ? JSON.stringify({ name }) : `${name} is deleted.`);
}

async function check(
  paths: readonly string[],
  options: TargetOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const project = loadWorkflows(context, paths.length > 0 ? paths : undefined);
  printProblems(project.problems, context, project.directory);
  const target = targetToRead(options, context, (where) => `Secrets of ${describeTarget(where)}:`);
  const present = await (await openSecretStore(target, context)).list();
  const needed = neededSecrets(project, present);
  if (options.json === true) context.print(JSON.stringify({ secrets: needed }, undefined, 2));
  else {
    for (const secret of needed) printNeed(secret, targetFlags(target), context);
    if (needed.length === 0) context.print('No step needs a secret.');
  }
  const isWhole = project.problems.every(({ severity }) => severity !== 'error');
  return isWhole && needed.every(({ isSet }) => isSet) ? exitCode.done : exitCode.failed;
}

function printNeed({ name, steps, isSet }: NeededSecret, flags: string, context: CommandContext): void {
  const users = `needed by ${steps.join(', ')}`;
  context.print(
    isSet
      ? `✔ ${name}, ${users}`
      : `✘ ${name} is missing, ${users}: npx coded-actions secrets set ${name}${flags}`,
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
