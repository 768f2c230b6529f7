import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import type { RecordsSchema } from '../records/records-schema';
import { checkRecordsSchema } from './check/check-records-schema';
import { checkWorkflow, type NamedAction, type WorkflowName, workflowNameIn } from './check/check-workflow';
import { ruleQuotaProblems } from './check/rule-quota';
import { didYouMean } from './did-you-mean';
import type { StepGraph } from './graph/step-graph';
import type { Problem } from './problem';

const workflowsFolder = 'workflows';
const workflowFileName = 'workflow.json';
const recordsSchemaFile = 'records.schema.json';

/** A workflow without errors. */
export interface LoadedWorkflow {
  readonly graph: StepGraph;
  /** Its folder, absolute. */
  readonly directory: string;
}

/** What `loadProject` found. */
export interface LoadedProject {
  /** Those that have no errors, in the order of their folders. */
  readonly workflows: readonly LoadedWorkflow[];
  /** What records.schema.json says; no object types where there is none that can be read. */
  readonly recordsSchema: RecordsSchema;
  /** The actions of workflows with errors. */
  readonly brokenActions: readonly NamedAction[];
  readonly problems: readonly Problem[];
}

/** A workflow file, of which only the name is known yet. */
interface WorkflowFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly file: string;
  /** Undefined where it cannot be read: then `problem` says why. */
  readonly text: string | undefined;
  readonly name: WorkflowName | undefined;
  readonly problem?: Problem;
}

/**
 * Reads and checks a project: `records.schema.json` and every `workflows/<folder>/workflow.json`. What is wrong with
 * the files is a problem and throws nothing.
 *
 * @param directory the project's folder
 * @param only names, folders or files of the workflows that are asked for; all where it is left out. Of the others only
 *   the names are read, which are unique in the project.
 */
export function loadProject(directory: string, only?: readonly string[]): LoadedProject {
  const root = resolve(directory);
  const problems: Problem[] = [];
  const records = loadRecordsSchema(root);
  problems.push(...records.problems);

  const found = findWorkflowFiles(root, only ?? [], problems);
  if (only === undefined && found.length === 0 && problems.every(({ code }) => code !== 'unreadable-file'))
    problems.push(noWorkflows);
  const files = found.map((file) => readWorkflow(root, file));
  const asked = only === undefined ? files : selectFiles(root, files, only, problems);
  const brokenActions: NamedAction[] = [];
  const workflows = asked.flatMap((workflow): LoadedWorkflow[] => {
    const { file, text, problem } = workflow;
    if (problem !== undefined) problems.push(problem);
    if (text === undefined) return [];
    const fileKind = (path: string) => kindOf(join(root, path));
    const namesOf = (folder: string) => listed(join(root, folder));
    const checked = checkWorkflow({
      file,
      text,
      recordsSchema: records.schema,
      fileKind,
      namesIn: namesOf,
    });
    const names = nameProblems(workflow, files);
    problems.push(...checked.problems, ...names);
    brokenActions.push(...checked.actions);
    if (checked.graph === undefined || names.some(({ severity }) => severity === 'error')) return [];
    return [{ graph: checked.graph, directory: join(root, posix.dirname(file)) }];
  });
  problems.push(...ruleQuotaProblems(workflows.map(({ graph }) => graph)));
  const recordsSchema = records.schema ?? { objectTypes: {} };
  return { workflows, recordsSchema, brokenActions, problems };
}

const noWorkflows: Problem = {
  severity: 'warning',
  code: 'no-workflows',
  location: { file: workflowsFolder, line: 1, column: 1 },
  message: 'The project has no workflows.',
  remedy: `Write one into \`${workflowsFolder}/<name>/${workflowFileName}\`.`,
};

function loadRecordsSchema(root: string): { problems: readonly Problem[]; schema?: RecordsSchema } {
  const text = readText(join(root, recordsSchemaFile));
  if (typeof text === 'string') return checkRecordsSchema(recordsSchemaFile, text);
  return {
    problems: [
      {
        severity: text.missing ? 'warning' : 'error',
        code: text.missing ? 'no-records-schema' : 'unreadable-file',
        location: { file: recordsSchemaFile, line: 1, column: 1 },
        message: text.missing
          ? 'There is no records.schema.json, so that no property is checked.'
          : `records.schema.json cannot be read: ${text.reason}.`,
        remedy: 'Describe your object types and their properties in it.',
      },
    ],
  };
}

/** The workflow files of the project, and of what is asked for where that stands elsewhere in it. */
function findWorkflowFiles(root: string, only: readonly string[], problems: Problem[]): readonly string[] {
  const elsewhere = only.flatMap((name) =>
    pathsMeant(root, name).filter((file) => kindOf(join(root, file)) === 'file'),
  );
  const folder = join(root, workflowsFolder);
  const found = namesIn(folder, problems)
    .filter((name) => isThere(join(folder, name, workflowFileName)) || leadsNowhere(join(folder, name)))
    .map((name) => posix.join(workflowsFolder, name, workflowFileName));
  return [...new Set([...found, ...elsewhere])].sort();
}

/** What a folder holds, as far as anybody may look. */
function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What a folder holds; nothing where there is none, and a problem where it cannot be read. */
function namesIn(folder: string, problems: Problem[]): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { missing, reason } = failureOf(error);
    if (!missing || isThere(folder)) problems.push(unreadable(workflowsFolder, reason, 'a folder'));
    return [];
  }
}

/** Whether a link stands at a path whose end is not there. */
function leadsNowhere(path: string): boolean {
  return kindOf(path) === undefined && lstatSync(path).isSymbolicLink();
}

/** Whether anything stands at a path: a link that leads nowhere too, which is then found to be unreadable. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    const { code } = failureOf(error);
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

/** The workflow files that a path could mean: a file, or a folder that holds one. */
function pathsMeant(root: string, name: string): readonly string[] {
  const path = toPosix(relative(root, isAbsolute(name) ? name : join(root, name)));
  return [...(path.endsWith('.json') ? [path] : []), posix.join(path, workflowFileName)];
}

function readWorkflow(root: string, file: string): WorkflowFile {
  const text = readText(join(root, file));
  if (typeof text === 'string') return { file, text, name: workflowNameIn(file, text) };
  return { file, text: undefined, name: undefined, problem: unreadable(file, text.reason, 'a file') };
}

function unreadable(file: string, reason: string, wanted: string): Problem {
  return {
    severity: 'error',
    code: 'unreadable-file',
    location: { file, line: 1, column: 1 },
    message: `\`${file}\` cannot be read: ${reason}.`,
    remedy: `Make it ${wanted} that you may read, or take it away.`,
  };
}

/** The files that are asked for by name, folder or path; a name that is nobody's is a problem. */
function selectFiles(
  root: string,
  files: readonly WorkflowFile[],
  only: readonly string[],
  problems: Problem[],
): readonly WorkflowFile[] {
  const selected = new Set<WorkflowFile>();
  for (const name of only) {
    const paths = pathsMeant(root, name);
    const byPath = files.filter(({ file }) => paths.includes(file));
    const meant =
      byPath.length > 0
        ? byPath
        : files.filter((file) => file.name?.value === name || folderOf(file) === name);
    for (const file of meant) selected.add(file);
    if (meant.length > 0) continue;
    problems.push({
      severity: 'error',
      code: 'unknown-workflow',
      location: { file: name, line: 1, column: 1 },
      message: `There is no workflow \`${name}\`.`,
      remedy: didYouMean(
        name,
        files.map((file) => file.name?.value ?? folderOf(file)),
        'workflows',
      ),
    });
  }
  return files.filter((file) => selected.has(file));
}

/** Names are unique in the project, since stacks and state machines have them; best they are those of the folders. */
function nameProblems(file: WorkflowFile, files: readonly WorkflowFile[]): readonly Problem[] {
  if (file.name === undefined) return [];
  const { value: name, location } = file.name;
  const other = files.find((candidate) => candidate !== file && candidate.name?.value === name);
  if (other !== undefined) {
    return [
      {
        severity: 'error',
        code: 'duplicate-workflow-name',
        location,
        message: `\`${other.file}\` has the name \`${name}\` too.`,
        remedy: 'Give one of the two another name, best that of its folder.',
      },
    ];
  }
  if (folderOf(file) === name) return [];
  return [
    {
      severity: 'warning',
      code: 'name-differs-from-folder',
      location,
      message: `The workflow is called \`${name}\`, and its folder \`${folderOf(file)}\`.`,
      remedy: 'Give both the same name, so that people find it.',
    },
  ];
}

function folderOf({ file }: WorkflowFile): string {
  return posix.basename(posix.dirname(file));
}

function readText(path: string): string | Failure {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const failure = failureOf(error);
    // A link is there, though what it leads to is not.
    return { ...failure, missing: failure.missing && !isThere(path) };
  }
}

/** Why something could not be read. */
interface Failure {
  readonly code: string;
  readonly missing: boolean;
  /** As the end of a sentence. */
  readonly reason: string;
}

function failureOf(error: unknown): Failure {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  return { code, missing: code === 'ENOENT', reason: reasons[code] ?? `the system says ${code}` };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'a link leads nowhere',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is a file',
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  ELOOP: 'it is a link that leads in a circle',
};

function kindOf(path: string): 'file' | 'directory' | undefined {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return 'directory';
    return stats.isFile() ? 'file' : undefined;
  } catch {
    // Nothing is there, or nothing that may be seen.
    return undefined;
  }
}

function toPosix(path: string): string {
  return path.split(sep).join('/');
}
