import { posix } from 'node:path';
import { nearest } from './did-you-mean';
import type { StepCheck } from './steps/step-check';

/** The endings of files that an action can be, in the order in which a remedy proposes them. */
const actionExtensions = ['.js', '.ts', '.mjs', '.cjs', '.mts', '.cts', '.jsx', '.tsx'];

/**
 * The action's file, relative to the project's folder, with forward slashes.
 *
 * @param workflowFile the workflow file, relative to the project's folder
 * @param action what the code step says
 */
export function actionFile(workflowFile: string, action: string): string {
  return posix.normalize(posix.join(posix.dirname(workflowFile), action));
}

/** Whether a file of the project, named from its folder, is there and can be an action. */
export function isActionFile(file: string, { fileKind }: Pick<StepCheck, 'fileKind'>): boolean {
  return (
    !file.startsWith('../') && actionExtensions.includes(posix.extname(file)) && fileKind(file) === 'file'
  );
}

/** Checks that a code step names a file of the project that can be an action. */
export function checkActionFile(action: string, check: StepCheck): void {
  const report = (code: string, message: string, remedy: string) =>
    check.report({ code, at: ['action'], message, remedy });

  if (action.includes('\\')) {
    report(
      'bad-action-path',
      'The path of the action has backslashes.',
      `Write \`${action.replaceAll('\\', '/')}\`.`,
    );
    return;
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(action)) {
    report(
      'action-outside-project',
      'The action is an address, and has to be a file of the project.',
      'Save it beside the workflow file: `./action.js`.',
    );
    return;
  }
  if (posix.isAbsolute(action) || /^[A-Za-z]:/.test(action)) {
    report(
      'action-outside-project',
      'The path of the action is absolute, and so not the same on another machine.',
      'Write it relative to the workflow file: `./action.js`.',
    );
    return;
  }
  const path = actionFile(check.file, action);
  if (path === '..' || path.startsWith('../')) {
    report(
      'action-outside-project',
      `The path of the action, \`${action}\`, leads out of the project.`,
      'Move the file into the project, best beside the workflow file.',
    );
    return;
  }
  const kind = check.fileKind(path);
  if (kind === 'directory') {
    report('action-is-directory', `\`${path}\` is a folder.`, 'Name the file in it that is the action.');
    return;
  }
  const extension = posix.extname(path);
  if (kind === 'file') {
    if (!actionExtensions.includes(extension)) {
      report(
        'wrong-action-extension',
        `\`${path}\` is no JavaScript or TypeScript file.`,
        `Name a file that ends in ${actionExtensions.slice(0, 4).join(', ')}.`,
      );
    }
    return;
  }
  const stem = actionExtensions.includes(extension) ? path.slice(0, -extension.length) : path;
  const meant =
    actionExtensions.map((ending) => stem + ending).find((file) => check.fileKind(file) === 'file') ??
    nearestFile(path, check);
  report(
    'action-not-found',
    `There is no file \`${path}\`.`,
    meant === undefined
      ? 'Create it, or correct the path: it is relative to the workflow file.'
      : `Did you mean \`${asWritten(posix.relative(posix.dirname(check.file), meant))}\`?`,
  );
}

/** A file in the same folder that can be an action and has nearly the same name. */
function nearestFile(path: string, check: StepCheck): string | undefined {
  const folder = posix.dirname(path);
  const names = (check.namesIn?.(folder) ?? []).filter((name) =>
    actionExtensions.includes(posix.extname(name)),
  );
  const meant = nearest(posix.basename(path), names);
  return meant === undefined ? undefined : posix.join(folder, meant);
}

function asWritten(path: string): string {
  return path.startsWith('../') ? path : `./${path}`;
}
