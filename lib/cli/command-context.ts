/** What a command touches of the world; tests pass their own. */
export interface CommandContext {
  /** The current folder, absolute: files that a person names are relative to it. */
  readonly directory: string;
  /** The folder of the project that the current folder is in, absolute; undefined where there is none. */
  readonly project: string | undefined;
  readonly print: (text: string) => void;
  /** Progress, warnings and problems: never part of a `--json` answer. */
  readonly printError: (text: string) => void;
  readonly readStandardInput: () => Promise<string>;
  /** Asks a person for something that must not be shown; only where `interactive`. */
  readonly askHidden: (question: string) => Promise<string>;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  /** Whether the output may be coloured. */
  readonly color: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Resolves when the person wants a command that stays up to end (SIGINT, SIGTERM). */
  readonly untilStopped: () => Promise<void>;
}

/** What a command's process exits with: scripts tell a failed run from a broken tool by it. */
export const exitCode = {
  done: 0,
  /** The user's mistake, or a run that failed. */
  failed: 1,
  /** A fault of ours. */
  internal: 2,
  /** Ended by the person (Ctrl+C) before it was done: as shells say it, 128 and the signal's number. */
  stopped: 130,
} as const;

/** One of `exitCode`'s values. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Where a command keeps local data, absolute: the project's folder, or the current one where there is no project. */
export function dataFolder({ project, directory }: Pick<CommandContext, 'project' | 'directory'>): string {
  return project ?? directory;
}
