import { join } from 'node:path';

/** The stage as which local runs are synthesized: the names of table, bus and machines have it. */
export const localStage = 'local';

/** Where local data stands, in a project's ignored folder. */
export interface LocalPaths {
  /** Every item of the local table. */
  readonly store: string;
  /** Says where the running local runtime listens. */
  readonly endpoint: string;
  /** `{"NAME": "value"}`; never committed. */
  readonly secrets: string;
  /** What local commands synthesize. */
  readonly assemblies: string;
}

/** The local files of the project in a folder. */
export function localPaths(projectDirectory: string): LocalPaths {
  const folder = join(projectDirectory, '.coded-actions');
  return {
    store: join(folder, 'store.jsonl'),
    endpoint: join(folder, 'endpoint.json'),
    secrets: join(folder, 'secrets.json'),
    assemblies: join(folder, 'cdk.out'),
  };
}
