import { join } from 'node:path';
import { CodedActionsError } from '../coded-actions-error';
import { readableText } from '../readable-text';
import { formatProblems } from '../workflow/format-problems';
import { WorkflowProblemsError } from './workflow-problems-error';

/**
 * Ends the process of a CDK app that could not be built: prints what is wrong, where, and what to do about it, and
 * exits with 1. A stack trace is printed only for what is no mistake of the user's.
 *
 *     addCodedActions(app, { directory: process.cwd() }).catch(reportProblems);
 */
export function reportProblems(error: unknown): never {
  console.error(explain(error));
  process.exit(1);
}

/** What `reportProblems` prints. */
export function explain(error: unknown): string {
  if (error instanceof WorkflowProblemsError) {
    return formatProblems(error.problems, (file) => readableText(join(error.directory, file)));
  }
  if (error instanceof CodedActionsError) return `${error.message}\n  → ${error.remedy}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
