import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, type AppProps, Stack, Stage } from 'aws-cdk-lib';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { BundledCode } from '../../../lib/bundler';
import { assetFile } from '../../../lib/bundler/asset-folder';
import { CacheLayout } from '../../../lib/bundler/build-record';
import { BundledFiles } from '../../../lib/bundler/bundled-files';
import { StagedCode } from '../../../lib/stacks/staged-code';
import { bundle, onlyResource, stackTemplate, templatesOf, temporaryApp } from './fixtures';

const code = bundle('// some code');

function functionIn(scope: Construct, id = 'Function', bundled: BundledCode = code): LambdaFunction {
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: new StagedCode(bundled),
  });
}

interface AssetManifest {
  readonly files: Readonly<Record<string, { readonly displayName: string; readonly source: object }>>;
}

function manifestOf(app: App, stack = 'stack'): AssetManifest {
  return JSON.parse(readFileSync(join(app.outdir, `${stack}.assets.json`), 'utf8'));
}

function synthesized(props: AppProps = {}) {
  const app = temporaryApp(props);
  const handler = functionIn(new Stack(app, 'stack'));
  const template = stackTemplate(templatesOf(app), 'stack');
  return { app, handler, template, folder: join(app.outdir, `asset.${code.hash}`) };
}

describe('the code of a function', () => {
  it('is uploaded from the assembly by its hash', () => {
    const { app, template } = synthesized();
    expect(onlyResource(template, 'AWS::Lambda::Function').Properties.Code).toMatchObject({
      S3Key: `${code.hash}.zip`,
    });
    expect(manifestOf(app).files[code.hash]).toMatchObject({
      displayName: 'Function/Code',
      source: { path: `asset.${code.hash}`, packaging: 'zip' },
    });
  });

  it('is linked into the assembly where it stands in a file, not copied', () => {
    const source = join(mkdtempSync(join(tmpdir(), 'coded-actions-staged-')), 'index.js');
    writeFileSync(source, '// from a file');
    const file = { ...assetFile('index.js', '// from a file'), from: { source } };
    const linked = new BundledFiles(new CacheLayout(dirname(source), 'key'), [file]);
    const app = temporaryApp();
    functionIn(new Stack(app, 'stack'), 'Function', linked);
    expect(statSync(join(app.outdir, `asset.${linked.hash}`, 'index.js')).ino).toBe(statSync(source).ino);
    rmSync(dirname(source), { recursive: true });
  });

  it('is there once for functions that share it', () => {
    const app = temporaryApp();
    const stack = new Stack(app, 'stack');
    functionIn(stack, 'One');
    functionIn(stack, 'Other');
    app.synth();
    expect(Object.keys(manifestOf(app).files).filter((hash) => hash === code.hash)).toHaveLength(1);
  });

  it('is named by the way from the assembly of its own stage', () => {
    const app = temporaryApp();
    const stage = new Stage(app, 'Prod');
    const stack = new Stack(stage, 'stack');
    functionIn(stack);
    app.synth();
    const manifest: AssetManifest = JSON.parse(
      readFileSync(join(stage.outdir, `${stack.artifactId}.assets.json`), 'utf8'),
    );
    expect(manifest.files[code.hash]?.source).toMatchObject({ path: `../asset.${code.hash}` });
    expect(existsSync(join(app.outdir, `asset.${code.hash}`, 'index.js'))).toBe(true);
  });

  it('stays where it is when staging is turned off', () => {
    const { app, folder } = synthesized({ context: { 'aws:cdk:disable-asset-staging': true } });
    expect(existsSync(folder)).toBe(false);
    expect(manifestOf(app).files[code.hash]?.source).toMatchObject({ path: code.directory });
  });

  it("says where it is when the CDK's CLI asks for it", () => {
    const { template } = synthesized({ context: { 'aws:cdk:enable-asset-metadata': true } });
    expect(onlyResource(template, 'AWS::Lambda::Function')).toMatchObject({
      Metadata: {
        'aws:asset:path': `asset.${code.hash}`,
        'aws:asset:is-bundled': false,
        'aws:asset:property': 'Code',
      },
    });
  });

  it('is staged again where an earlier synth left something else under its name', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'coded-actions-staged-'));
    const folder = join(outdir, `asset.${code.hash}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'index.js'), '// half');
    try {
      functionIn(new Stack(new App({ outdir }), 'stack'));
      expect(readFileSync(join(folder, 'index.js'), 'utf8')).toBe('// some code');
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });
});
