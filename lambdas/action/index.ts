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
import type { SecretSource } from './secrets';
import { workerArgument } from './worker-argument';

/** The wrapper of every code step: what Lambda calls, beside the user's `action.js` and its `step.json`. */
export const handler = process.argv.at(-1) === workerArgument ? worker() : wrapper();

function worker(): undefined {
  void import('./worker-host').then(({ serveWorker }) => serveWorker());
}

function wrapper(): Handler {
  const declaration: ActionDeclaration = JSON.parse(
    readFileSync(join(__dirname, actionBundle.declaration), 'utf8'),
  );
  const mask = new Mask();
  for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) mask.add(name, process.env[name] ?? '');
  return createHandler({
    declaration,
    folder: __dirname,
    portalId: Number(process.env[portalVariable] ?? 0) || 0,
    mask,
    secrets: declaration.secrets.length > 0 ? secretsManager(declaration) : { read: async () => noSecrets },
  });
}

const noSecrets = { values: new Map<string, string>(), changed: false };

/** Loaded only where there are secrets: what it needs of Node takes longer to load than all the rest. */
function secretsManager({ secrets, timeoutSeconds }: ActionDeclaration): SecretSource {
  const stage = process.env[stageVariable] ?? 'dev';
  const loaded = import('./secrets').then(
    ({ Secrets, secretsAccess }) =>
      new Secrets(secrets, () => secretsAccess(process.env, stage), native.now, timeoutSeconds * 1_000),
  );
  return { read: async () => (await loaded).read() };
}
