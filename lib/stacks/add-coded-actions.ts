import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Annotations, type App, type Stack } from 'aws-cdk-lib';
import { type ActionSource, type BundledCode, bundleActions, bundleOwnEntries } from '../bundler';
import { compileWorkflow } from '../compiler';
import type { CompiledAction, CompiledWorkflow } from '../compiler/compiled-workflow';
import type { LibrarySetName } from '../libraries/library-set';
import type { StepGraph } from '../workflow/graph/step-graph';
import { loadProject } from '../workflow/load-project';
import type { Problem } from '../workflow/problem';
import { compiledProblems } from './compiled-problems';
import { libraryFolders } from './library-folders';
import { roleQuotaProblems } from './role-quota';
import { RuntimeStack } from './runtime-stack';
import { checkedStage } from './stage';
import { withoutSourceMaps } from './without-source-maps';
import { WorkflowProblemsError } from './workflow-problems-error';
import { WorkflowStack } from './workflow-stack';

/** Which project to add to an app, and as what. */
export interface CodedActionsOptions {
  /** The project's folder: it holds `workflows/`, `records.schema.json` and `package.json`. */
  readonly directory: string;
  /** Default: the context value `stage` (`cdk deploy -c stage=prod`), else `dev`. */
  readonly stage?: string;
  /** HubSpot's id of the account, which HubSpot's code finds as `event.origin.portalId`. Default: 0. */
  readonly portalId?: number;
  /** Names of workflows, where not all are wanted: the local commands synthesize just the one that they run. */
  readonly only?: readonly string[];
}

interface CheckedWorkflow {
  readonly graph: StepGraph;
  readonly compiled: CompiledWorkflow;
}

/** The stacks that were added. */
export interface CodedActionsStacks {
  readonly runtime: RuntimeStack;
  /** By name. */
  readonly workflows: readonly WorkflowStack[];
}

/**
 * Adds a project's workflows to a CDK app: a stack for each, and one, `runtime`, that they share. Nothing of it refers
 * to other stacks of the app, and those need not refer to it: table and bus have fixed names.
 *
 * @throws WorkflowProblemsError when workflows or actions have errors: all of them, with their places
 * @throws LibrarySetError when a set of libraries that a step names cannot be installed
 * @throws InvalidStageError when the stage's name cannot be part of other names
 * @throws TemplateTooLargeError when a workflow makes more than a stack can hold
 */
export async function addCodedActions(app: App, options: CodedActionsOptions): Promise<CodedActionsStacks> {
  const stage = checkedStage(options.stage ?? app.node.tryGetContext('stage') ?? 'dev');
  const directory = resolve(options.directory);
  const project = loadProject(directory, options.only);
  const workflows = project.workflows.map(({ graph }) => ({ graph, compiled: compileWorkflow(graph) }));
  const libraries = await libraryFolders(workflows.flatMap(({ compiled }) => compiled.actions));
  const [bundled, handler, found] = await Promise.all([
    bundleActions({
      projectDirectory: directory,
      actions: workflows.flatMap(({ compiled }) =>
        compiled.actions.map((action) => sourceOf(compiled.name, action, libraries)),
      ),
    }),
    bundleOwnEntries(['run-status', 'sweep', 'complete-callback']),
    problemsOfCompiled(workflows),
  ]);
  const problems = [...project.problems, ...found, ...bundled.problems, ...roleQuotaProblems(workflows)];
  if (problems.some(({ severity }) => severity === 'error')) {
    throw new WorkflowProblemsError(problems, directory);
  }

  return withoutSourceMaps(() => {
    const runtime = new RuntimeStack(app, {
      stage,
      bundles: {
        runStatus: handler('run-status'),
        sweep: handler('sweep'),
        completeCallback: handler('complete-callback'),
      },
    });
    const stacks = workflows.map(
      ({ compiled }) =>
        new WorkflowStack(app, {
          stage,
          workflow: compiled,
          bundles: bundlesByStep(compiled, bundled.bundles),
          portalId: options.portalId,
          runtime,
        }),
    );
    annotate(runtime, problems);
    return { runtime, workflows: stacks };
  });
}

function sourceOf(
  workflow: string,
  { step, file, declaration, libraries: set }: CompiledAction,
  libraries: ReadonlyMap<LibrarySetName, string>,
): ActionSource {
  const folder = set === undefined ? undefined : libraries.get(set);
  return {
    key: bundleKey(workflow, step),
    file,
    declaration,
    ...(folder === undefined ? {} : { libraries: folder }),
  };
}

/** A workflow at a time: esbuild, in a process of its own, gets its next files in between. */
async function problemsOfCompiled(workflows: readonly CheckedWorkflow[]): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { graph, compiled } of workflows) {
    await nextTurn();
    problems.push(...compiledProblems(graph, compiled));
  }
  return problems;
}

function bundleKey(workflow: string, step: string): string {
  return `${workflow}/${step}`;
}

function bundlesByStep(
  workflow: CompiledWorkflow,
  bundles: ReadonlyMap<string, BundledCode>,
): Map<string, BundledCode> {
  const byStep = new Map<string, BundledCode>();
  for (const { step } of workflow.actions) {
    const bundle = bundles.get(bundleKey(workflow.name, step));
    if (bundle !== undefined) byStep.set(step, bundle);
  }
  return byStep;
}

/** Gives warnings to the CDK, which shows them with what it says itself. */
function annotate(stack: Stack, warnings: readonly Problem[]): void {
  for (const { code, location, message, remedy } of warnings) {
    const place = `${location.file}:${location.line}:${location.column}`;
    Annotations.of(stack).addWarningV2(`coded-actions:${code}:${place}`, `${place} ${message} ${remedy}`);
  }
}
