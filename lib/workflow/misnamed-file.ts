import { distance } from 'fastest-levenshtein';
import { listNames } from './did-you-mean';
import type { Problem } from './problem';

/** The one name that a workflow's file has. */
export const workflowFileName = 'workflow.json';

/** Endings of files that hold a workflow which is not found: JSON's, those that an editor or Windows adds, and YAML's. */
const endings = /\.(?:jsonc?|json5|ya?ml)(?:\.txt)?$/;

/** How many letters of `workflow` may be wrong: `workflows`, `worfklow`. */
const wrongLetters = 2;

/** Whether a file's name is nearly `workflow.json`: `Workflow.json`, `workflows.json`, `workflow.jsonc`, `workflow.json.txt`. */
export function isMisnamed(name: string): boolean {
  const written = name.toLowerCase();
  if (name === workflowFileName || !endings.test(written)) return false;
  return distance(written.replace(endings, ''), 'workflow') <= wrongLetters;
}

/**
 * The problem of a folder that holds no `workflow.json`.
 *
 * @param folder relative to the project's folder, with forward slashes
 * @param misnamed the files in it that were meant to be one
 * @param otherwise the remedy where there is none of them
 */
export function noWorkflowFile(folder: string, misnamed: readonly string[], otherwise: string): Problem {
  const [only, ...others] = misnamed;
  const has = only === undefined ? '' : ` (it has ${listNames(misnamed)})`;
  return {
    severity: 'error',
    code: 'no-workflow-file',
    location: { file: folder, line: 1, column: 1 },
    isWhole: true,
    message: `\`${folder}\` holds no ${workflowFileName}${has}.`,
    remedy: only === undefined ? otherwise : remedyFor(others.length > 0 ? 'one of them' : 'it', only),
  };
}

function remedyFor(which: string, name: string): string {
  return /ya?ml/i.test(name)
    ? `Write ${which} as JSON, into a file that is called exactly \`${workflowFileName}\`.`
    : `Call ${which} exactly \`${workflowFileName}\`.`;
}
