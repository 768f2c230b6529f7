import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ActionDeclaration,
  actionBundle,
  portalVariable,
  stageVariable,
} from '../../lib/workflow/action-contract';
import { createHandler, type Handler } from './handler';
import { Mask } from './mask';
import { native } from './native';
import { Secrets, secretsAccess } from './secrets';
import { serveWorker } from './worker-host';

/** The wrapper of every code step: what Lambda calls, beside the user's `action.js` and its `step.json`. */
export const handler = serveWorker() ? undefined : wrapper();

function wrapper(): Handler {
  const declaration: ActionDeclaration = JSON.parse(
    readFileSync(join(__dirname, actionBundle.declaration), 'utf8'),
  );
  const mask = new Mask();
  for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) mask.add(name, process.env[name] ?? '');
  const stage = process.env[stageVariable] ?? 'dev';
  const access = () => secretsAccess(process.env, stage);
  return createHandler({
    declaration,
    folder: __dirname,
    portalId: Number(process.env[portalVariable] ?? 0) || 0,
    mask,
    secrets: new Secrets(declaration.secrets, access, native.now, declaration.timeoutSeconds * 1_000),
  });
}
