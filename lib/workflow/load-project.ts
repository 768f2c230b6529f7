import { isAbsolute, join, posix, relative, resolve } from 'node:path';
import type { RecordsSchema } from '../records/records-schema';
import { checkRecordsSchema } from './check/check-records-schema';
import { checkWorkflow, type NamedAction, type WorkflowName, workflowNameIn } from './check/check-workflow';
import { ruleQuotaProblems } from './check/rule-quota';
import { didYouMean } from './did-you-mean';
import type { StepGraph } from './graph/step-graph';
import { isMisnamed, noWorkflowFile, workflowFileName } from './misnamed-file';
import type { Problem } from './problem';
import { isThere, kindOf, leadsNowhere, namesIn, readFolder, readText, toPosix } from './project-files';

const workflowsFolder = 'workflows';
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

  const folders = listFolders(root, problems);
  const found = findWorkflowFiles(root, folders, only ?? []);
  const misnamed = only === undefined ? misnamedFiles(root, folders, found) : [];
  problems.push(...misnamed);
  const isUnread = problems.some(({ code }) => code === 'unreadable-file');
  if (only === undefined && found.length === 0 && misnamed.length === 0 && !isUnread)
    problems.push(noWorkflows);
  const files = found.map((file) => readWorkflow(root, file));
  const asked = only === undefined ? files : selectFiles(root, files, only, problems);
  const brokenActions: NamedAction[] = [];
  const workflows = asked.flatMap((workflow): LoadedWorkflow[] => {
    const { file, text, problem } = workflow;
    if (problem !== undefined) problems.push(problem);
    if (text === undefined) return [];
    const fileKind = (path: string) => kindOf(join(root, path));
    const checked = checkWorkflow({
      file,
      text,
      recordsSchema: records.schema,
      fileKind,
      namesIn: (folder) => namesIn(join(root, folder)),
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
  isWhole: true,
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
        isWhole: true,
        message: text.missing
          ? 'There is no records.schema.json, so that no property is checked.'
          : `records.schema.json cannot be read: ${text.reason}.`,
        remedy: 'Describe your object types and their properties in it.',
      },
    ],
  };
}

/** The folders under `workflows/`; a problem where they cannot be listed. */
function listFolders(root: string, problems: Problem[]): readonly string[] {
  const folder = join(root, workflowsFolder);
  const found = readFolder(folder);
  if (!('reason' in found)) return found;
  if (!found.missing || isThere(folder)) problems.push(unreadable(workflowsFolder, found.reason, 'a folder'));
  return [];
}

/** The workflow files of the project, and of what is asked for where that stands elsewhere in it. */
function findWorkflowFiles(
  root: string,
  folders: readonly string[],
  only: readonly string[],
): readonly string[] {
  const elsewhere = only.flatMap((name) =>
    pathsMeant(root, name).filter(
      (file) => kindOf(join(root, file)) === 'file' && !isMisnamed(posix.basename(file)),
    ),
  );
  const found = folders
    .filter((name) => {
      const folder = join(root, workflowsFolder, name);
      return isThere(join(folder, workflowFileName)) || leadsNowhere(folder);
    })
    .map((name) => posix.join(workflowsFolder, name, workflowFileName));
  return [...new Set([...found, ...elsewhere])].sort();
}

/** Folders under `workflows/` without a `workflow.json`, but with a file that was meant to be it. */
function misnamedFiles(
  root: string,
  folders: readonly string[],
  found: readonly string[],
): readonly Problem[] {
  return folders.flatMap((name) => {
    const folder = posix.join(workflowsFolder, name);
    if (found.includes(posix.join(folder, workflowFileName))) return [];
    const misnamed = namesIn(join(root, folder)).filter(isMisnamed);
    return misnamed.length === 0 ? [] : [noWorkflowFile(folder, misnamed, '')];
  });
}

/** The workflow files that a path could mean: a file, or a folder that holds one. */
function pathsMeant(root: string, name: string): readonly string[] {
  const path = pathInProject(root, name);
  return [...(path.endsWith('.json') ? [path] : []), posix.join(path, workflowFileName)];
}

function pathInProject(root: string, name: string): string {
  return posix.normalize(toPosix(relative(root, isAbsolute(name) ? name : join(root, name))));
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
    isWhole: true,
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
    problems.push(unknownWorkflow(root, name, files));
  }
  return files.filter((file) => selected.has(file));
}

/** What is wrong with a name, a folder or a file that is asked for and is no workflow. */
function unknownWorkflow(root: string, name: string, files: readonly WorkflowFile[]): Problem {
  const path = pathInProject(root, name);
  const nameOf = (file: WorkflowFile) => file.name?.value ?? folderOf(file);
  const remedy = didYouMean(name, files.map(nameOf).sort(), 'workflows');
  const isFile = kindOf(join(root, path)) === 'file';
  const folders = isFile ? [posix.dirname(path)] : [path, posix.join(workflowsFolder, name)];
  const folder = folders.find((candidate) => kindOf(join(root, candidate)) === 'directory');
  if (folder !== undefined && (!isFile || isMisnamed(posix.basename(path)))) {
    return noWorkflowFile(folder, namesIn(join(root, folder)).filter(isMisnamed), remedy);
  }
  const owner = isFile ? files.find(({ file }) => path.startsWith(`${posix.dirname(file)}/`)) : undefined;
  return {
    severity: 'error',
    code: 'unknown-workflow',
    location: { file: isFile ? path : name, line: 1, column: 1 },
    isWhole: true,
    message:
      owner === undefined
        ? `There is no workflow \`${name}\`.`
        : `\`${path}\` is no workflow, but a file of the workflow \`${nameOf(owner)}\`.`,
    remedy: owner === undefined ? remedy : `Name the workflow: \`${nameOf(owner)}\`.`,
  };
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
