import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps, Stack, Stage } from 'aws-cdk-lib';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { StagedCode } from '../../../lib/stacks/staged-code';
import { bundle, onlyResource, stackTemplate, templatesOf, temporaryApp } from './fixtures';

const code = bundle('// some code');

function functionIn(scope: Construct, id = 'Function'): LambdaFunction {
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: new StagedCode(code),
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

  it('is linked into the assembly, not copied', () => {
    const { folder } = synthesized();
    expect(statSync(join(folder, 'index.js')).ino).toBe(statSync(join(code.directory, 'index.js')).ino);
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

  it('leaves what a killed synth left behind, and is whole', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'coded-actions-staged-'));
    try {
      writeFileSync(join(outdir, `asset.${code.hash}.${process.pid}.draft`), 'half');
      functionIn(new Stack(new App({ outdir }), 'stack'));
      expect(readFileSync(join(outdir, `asset.${code.hash}`, 'index.js'), 'utf8')).toBe('// some code');
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });
});
