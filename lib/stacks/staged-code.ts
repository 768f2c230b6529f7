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
    this.stagedPath = scope.node.tryGetContext(DISABLE_ASSET_STAGING_CONTEXT)
      ? this.bundle.directory
      : this.stageIn(stage);
    const { bucketName, objectKey } = Stack.of(scope).synthesizer.addFileAsset({
      fileName: this.stagedPath,
      packaging: FileAssetPackaging.ZIP_DIRECTORY,
      sourceHash: this.bundle.hash,
      displayName: `${Names.stackRelativeConstructPath(scope)}/Code`,
      deployTime: true,
    });
    return { s3Location: { bucketName, objectKey } };
  }

  /** An assembly names what is in it by the way there, so that it can be moved. */
  private stageIn({ outdir, assetOutdir }: Stage): string {
    const folder = join(assetOutdir, `asset.${this.bundle.hash}`);
    this.bundle.stageIn(folder);
    return relative(outdir, folder);
  }

  /** Says where the code is on this machine, for tools that run a template here (only if the CDK's CLI asks for it). */
  override bindToResource(resource: CfnResource, options: ResourceBindOptions = {}): void {
    if (!resource.node.tryGetContext(ASSET_RESOURCE_METADATA_ENABLED_CONTEXT)) return;
    resource.addMetadata(ASSET_RESOURCE_METADATA_PATH_KEY, this.stagedPath);
    resource.addMetadata(ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY, false);
    resource.addMetadata(ASSET_RESOURCE_METADATA_PROPERTY_KEY, options.resourceProperty ?? 'Code');
  }
}
