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
import { Secrets, secretsAccess } from './secrets';
import { serveWorker } from './worker-host';

/** The wrapper of every code step: what Lambda calls, beside the user's `action.js` and its `step.json`. */
export const handler: Handler | undefined = serveWorker() ? undefined : wrapper();

function wrapper(): Handler {
  const declaration: ActionDeclaration = JSON.parse(
    readFileSync(join(__dirname, actionBundle.declaration), 'utf8'),
  );
  const stage = process.env[stageVariable] ?? 'dev';
  const mask = new Mask();
  for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) mask.add(name, process.env[name] ?? '');
  return createHandler({
    declaration,
    folder: __dirname,
    portalId: Number(process.env[portalVariable] ?? 0) || 0,
    secrets: new Secrets(
      declaration.secrets,
      () => secretsAccess(process.env, stage),
      () => Date.now(),
    ),
    mask,
  });
}
