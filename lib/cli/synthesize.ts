import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { addCodedActions } from '../stacks/add-coded-actions';
import { localPaths, localStage } from './local-paths';
import { sweepDeadProcesses } from './sweep-dead-processes';

/** A cloud assembly that a local command made for itself. */
export interface LocalAssembly {
  readonly directory: string;
  /** Deletes it. */
  remove(): void;
}

/**
 * Synthesizes a project in this process, as the stage `local`, without the validator: it costs four seconds and is for
 * what is deployed.
 *
 * @param only names of workflows; all where it is left out
 * @throws WorkflowProblemsError when workflows or actions have errors
 */
export async function synthesizeLocally(
  projectDirectory: string,
  only?: readonly string[],
): Promise<LocalAssembly> {
  process.env.CDK_VALIDATION = 'false';
  const { assemblies } = localPaths(projectDirectory);
  mkdirSync(assemblies, { recursive: true });
  sweepDeadProcesses(assemblies, /^run-(\d+)-/);
  const directory = mkdtempSync(join(assemblies, `run-${process.pid}-`));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    const app = new App({
      outdir: directory,
      analyticsReporting: false,
      stackTraces: false,
      treeMetadata: false,
    });
    await addCodedActions(app, {
      directory: projectDirectory,
      stage: localStage,
      ...(only === undefined ? {} : { only }),
    });
    app.synth();
    return { directory, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
