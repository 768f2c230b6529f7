/** `nodejs-function.ts <project> <outdir>`: the same actions as functions of the CDK's own construct, and nothing else. */
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { hundredActions } from './hundred-actions';
import { measured } from './measured';

const [project = '', outdir = ''] = process.argv.slice(2);
const app = new App({ outdir });
const started = performance.now();
const stacks = new Map<string, Stack>();
for (const { workflow, step, file } of hundredActions) {
  const stack = stacks.get(workflow) ?? new Stack(app, workflow);
  stacks.set(workflow, stack);
  new NodejsFunction(stack, step, {
    entry: join(project, file),
    handler: 'main',
    projectRoot: project,
    depsLockFilePath: join(project, 'package-lock.json'),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    bundling: { target: 'node20', sourceMap: true },
  });
}
const constructed = performance.now();
app.synth();
console.log(JSON.stringify(measured(started, constructed)));
