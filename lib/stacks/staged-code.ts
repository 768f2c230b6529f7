import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { type CfnResource, FileAssetPackaging, Names, Stack, Stage } from 'aws-cdk-lib';
import { Code, type CodeConfig, type ResourceBindOptions } from 'aws-cdk-lib/aws-lambda';
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT,
  ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY,
  ASSET_RESOURCE_METADATA_PATH_KEY,
  ASSET_RESOURCE_METADATA_PROPERTY_KEY,
  DISABLE_ASSET_STAGING_CONTEXT,
} from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import type { BundledCode } from '../bundler';

/**
 * A bundle as a function's code: what `Code.fromAsset` does, without what a bundle does not need. The bundler has hashed
 * it, so nothing is read again; and nothing ever changes it, so that the assembly links its files instead of copying
 * them, which for a hundred functions was a fifth of a synth.
 */
export class StagedCode extends Code {
  private stagedPath: string | undefined;

  constructor(private readonly bundle: BundledCode) {
    super();
  }

  /** @throws Error where the scope is in no app, or its assembly cannot be written */
  override bind(scope: Construct): CodeConfig {
    const stage = Stage.of(scope);
    if (stage === undefined) throw new Error(`${scope.node.path} stands in no app: its code has no place.`);
    const staged = scope.node.tryGetContext(DISABLE_ASSET_STAGING_CONTEXT)
      ? this.bundle.directory
      : stageBundle(this.bundle, stage.assetOutdir);
    // An assembly names what is in it by the way there, so that it can be moved.
    this.stagedPath = staged.startsWith(stage.assetOutdir) ? relative(stage.outdir, staged) : staged;
    const { bucketName, objectKey } = Stack.of(scope).synthesizer.addFileAsset({
      fileName: this.stagedPath,
      packaging: FileAssetPackaging.ZIP_DIRECTORY,
      sourceHash: this.bundle.hash,
      displayName: `${Names.stackRelativeConstructPath(scope)}/Code`,
      deployTime: true,
    });
    return { s3Location: { bucketName, objectKey } };
  }

  /** Says where the code is on this machine, for tools that run a template here (only if the CDK's CLI asks for it). */
  override bindToResource(resource: CfnResource, options: ResourceBindOptions = {}): void {
    if (!resource.node.tryGetContext(ASSET_RESOURCE_METADATA_ENABLED_CONTEXT)) return;
    resource.addMetadata(ASSET_RESOURCE_METADATA_PATH_KEY, this.stagedPath);
    resource.addMetadata(ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY, false);
    resource.addMetadata(ASSET_RESOURCE_METADATA_PROPERTY_KEY, options.resourceProperty ?? 'Code');
  }
}

/** The bundle's folder in an assembly, made if it is not there: whole or not at all. */
function stageBundle({ directory, hash }: BundledCode, outdir: string): string {
  const target = join(outdir, `asset.${hash}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  for (const name of readdirSync(directory)) place(join(directory, name), join(draft, name));
  renameSync(draft, target);
  return target;
}

/** Links a file, or copies it where it cannot be linked: to another file system, for instance. */
function place(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
  }
}
