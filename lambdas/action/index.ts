import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ActionDeclaration,
  actionBundle,
  portalVariable,
  stageVariable,
} from '../../lib/workflow/action-contract';
import { ActionHost } from './action-host';
import { bundleFile, compileModule } from './action-module';
import { createHandler, type Handler } from './handler';
import { Mask } from './mask';
import { native } from './native';
import { parts } from './parts';
import { workerArgument } from './worker-argument';

/** The wrapper of every code step: what Lambda calls, beside the user's `action.js` and its `step.json`. */
export const handler = process.argv.at(-1) === workerArgument ? serveWorker() : wrapper();

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
    secrets: secretsOf(declaration),
  });
}

function secretsOf({ secrets: names, timeoutSeconds }: ActionDeclaration) {
  if (names.length === 0) return undefined;
  const { Secrets, secretsAccess } = parts.secrets();
  const stage = process.env[stageVariable] ?? 'dev';
  return new Secrets(names, () => secretsAccess(process.env, stage), native.now, timeoutSeconds * 1_000);
}

function serveWorker(): undefined {
  parts.worker().serveWorker((start) => new ActionHost({ ...start, mask: maskOf(start.masked) }));
}

function maskOf(values: readonly (readonly [string, string])[]): Mask {
  const mask = new Mask();
  for (const [name, value] of values) mask.add(name, value);
  return mask;
}
