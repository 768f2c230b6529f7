import type { ActionDeclaration } from '../workflow/action-contract';
import type { Problem } from '../workflow/problem';

/** A code step's file, as the workflow names it. */
export interface ActionSource {
  /** `<workflow>/<step>`: the key of the result. Two steps may name the same file. */
  readonly key: string;
  /** The action's file, relative to the project's folder. */
  readonly file: string;
  /** Absolute path of a `node_modules` in which packages are found that the action's own folders do not have. */
  readonly libraries?: string;
  /** Becomes `step.json` beside the code. */
  readonly declaration: ActionDeclaration;
}

/** What a function is made of: a folder of files, and the hash of their bytes. */
export interface BundledCode {
  /** SHA-256 over names and bytes of the files, in hexadecimal: the asset's hash, the same on every machine. */
  readonly hash: string;
  /** Absolute path of a folder with the files, made in the cache when it is first asked for. Nobody may write there. */
  readonly directory: string;
  /**
   * Makes a folder with the files, or leaves it if it holds exactly them: linked where that can be, so that nobody may
   * write into them either.
   *
   * @param directory absolute
   */
  stageIn(directory: string): void;
}

/** An action's asset: `index.js` and `*.part.js` (the wrapper), `action.js` or `action.mjs`, its map (`.map` added), `step.json`. */
export interface BundledAction extends BundledCode {}

/** What came of bundling. */
export interface BundleOutcome {
  /** By `ActionSource.key`; an action with an error has no entry. */
  readonly bundles: ReadonlyMap<string, BundledAction>;
  /** Errors and warnings about the user's files, in order of place, the same again on an unchanged second synth. */
  readonly problems: readonly Problem[];
  /** By `ActionSource.key`: the environment variables that the author's own files of an action read, sorted. */
  readonly environment: ReadonlyMap<string, readonly string[]>;
  /** Action files that were bundled this time; 0 where nothing changed. */
  readonly built: number;
}

/** What to bundle and where. */
export interface BundleRequest {
  /** Holds `package.json`, `workflows/` and what actions import. */
  readonly projectDirectory: string;
  /** Default: `.coded-actions/bundles` in the project's folder. Safe to delete at any time. */
  readonly cacheDirectory?: string;
  readonly actions: readonly ActionSource[];
}
