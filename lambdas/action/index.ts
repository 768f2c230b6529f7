import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionDeclaration, actionBundle, portalVariable } from '../../lib/workflow/action-contract';
import { ActionHost } from './action-host';
import { bundleFile, compileModule } from './action-module';
import { createHandler, type Handler } from './handler';
import { Mask } from './mask';
import { native } from './native';
import * as parts from './parts';
import { workerArgument } from './worker-argument';

const handler = process.argv.at(-1) === workerArgument ? serveWorker() : wrapper();

function wrapper(): Handler {
  const declaration: ActionDeclaration = JSON.parse(
    readFileSync(join(__dirname, actionBundle.declaration), 'utf8'),
  );
  const { AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN = '' } = process.env;
  return createHandler({
    declaration,
    folder: __dirname,
    compiled: compileModule(bundleFile(__dirname)),
    portalId: Number(process.env[portalVariable] ?? 0) || 0,
    mask: maskOf(Object.entries({ AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN })),
    secrets: declaration.secrets.length > 0 ? parts.secrets().secretsOf(declaration, native) : undefined,
  });
}

function serveWorker(): undefined {
  parts.worker().serveWorker((start) => new ActionHost({ ...start, mask: maskOf(start.masked) }));
}

function maskOf(values: readonly (readonly [string, string])[]): Mask {
  const mask = new Mask();
  for (const [name, value] of values) mask.add(name, value);
  return mask;
}
/**
 * The wrapper of every code step: what Lambda calls, beside the user's `action.js` and its `step.json`. As CommonJS has
 * it: what esbuild needs to export as an ES module does would be 480 bytes of every cold start.
 */
export = { handler };
