import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isTemplateObject, type Template, type TemplateObject } from './template';
import { UnreadableAssemblyError } from './unreadable-assembly-error';

/** One stack of a synthesized app. */
export interface AssemblyStack {
  /** The stack's id in the app, which `cdk deploy <id>` names. */
  readonly id: string;
  readonly stackName: string;
  /** Undefined where the app leaves it to the deployment. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly template: Template;
  /** Absolute path of each asset that is a folder, by its content hash. */
  readonly assetFolders: ReadonlyMap<string, string>;
}

/** What `cdk synth` writes, read from its folder. */
export interface CloudAssembly {
  /** Absolute. */
  readonly folder: string;
  readonly stacks: readonly AssemblyStack[];
}

/**
 * Reads a synthesized cloud assembly (`cdk.out`): every stack's template and where its assets are, those of nested
 * assemblies (CDK stages) too. The form is that of CDK's package `@aws-cdk/cloud-assembly-schema`.
 *
 * @throws UnreadableAssemblyError when a file is missing or is not what it should be
 */
export function readCloudAssembly(folder: string): CloudAssembly {
  const root = resolve(folder);
  return { folder: root, stacks: readStacks(root) };
}

function readStacks(folder: string): AssemblyStack[] {
  const manifestFile = join(folder, 'manifest.json');
  const artifacts = readObject(manifestFile).artifacts;
  if (!isTemplateObject(artifacts)) throw new UnreadableAssemblyError(manifestFile, 'names no artifacts');
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (!isTemplateObject(artifact)) return [];
    const properties = isTemplateObject(artifact.properties) ? artifact.properties : {};
    if (artifact.type === 'cdk:cloud-assembly') {
      return readStacks(join(folder, String(properties.directoryName)));
    }
    if (artifact.type !== 'aws:cloudformation:stack') return [];
    return [readStack(folder, id, artifact, properties, artifacts)];
  });
}

function readStack(
  folder: string,
  id: string,
  artifact: TemplateObject,
  properties: TemplateObject,
  artifacts: TemplateObject,
): AssemblyStack {
  const [account, region] = String(artifact.environment ?? '')
    .replace(/^aws:\/\//, '')
    .split('/');
  const stackName = typeof properties.stackName === 'string' ? properties.stackName : id;
  return {
    id: typeof artifact.displayName === 'string' ? artifact.displayName : id,
    stackName,
    account: account && account !== 'unknown-account' ? account : undefined,
    region: region && region !== 'unknown-region' ? region : undefined,
    template: readObject(join(folder, String(properties.templateFile))),
    assetFolders: readAssetFolders(folder, artifact, artifacts),
  };
}

/** The assets that the stack's asset manifests (its dependencies of that type) list. */
function readAssetFolders(
  folder: string,
  artifact: TemplateObject,
  artifacts: TemplateObject,
): Map<string, string> {
  const assets = new Map<string, string>();
  const dependencies = Array.isArray(artifact.dependencies) ? artifact.dependencies : [];
  for (const dependency of dependencies) {
    const manifest = artifacts[String(dependency)];
    if (!isTemplateObject(manifest) || manifest.type !== 'cdk:asset-manifest') continue;
    const file = isTemplateObject(manifest.properties) ? String(manifest.properties.file) : '';
    const { files } = readObject(join(folder, file));
    for (const [hash, asset] of Object.entries(isTemplateObject(files) ? files : {})) {
      const source = isTemplateObject(asset) && isTemplateObject(asset.source) ? asset.source : {};
      // A file is packed as it is; what is zipped on its way to S3 is a folder.
      if (source.packaging !== 'zip' || typeof source.path !== 'string') continue;
      const path = resolve(folder, source.path);
      if (!existsSync(path)) throw new UnreadableAssemblyError(path, 'does not exist');
      assets.set(hash, path);
    }
  }
  return assets;
}

function readObject(file: string): TemplateObject {
  if (!existsSync(file)) throw new UnreadableAssemblyError(file, 'does not exist');
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isTemplateObject(content)) return content;
  } catch (cause) {
    throw new UnreadableAssemblyError(file, 'is not readable as JSON', { cause });
  }
  throw new UnreadableAssemblyError(file, 'is not a JSON object');
}
