import { CodedActionsError } from '../coded-actions-error';
import { WorkflowProblemsError } from '../stacks/workflow-problems-error';
import type { Problem } from '../workflow/problem';
import { StoppedError } from './stopped-error';

/** What `--json` prints where a command could not do what it was asked for, so that a program always reads JSON. */
export interface FailureAnswer {
  /** `refused` is for the user to mend, `stopped` what Ctrl+C ended, `failed` a fault of coded-actions. */
  readonly status: 'refused' | 'stopped' | 'failed';
  readonly error: {
    /** Stays the same from version to version. */
    readonly name: string;
    readonly message: string;
    /** Absent where nobody but us can mend it. */
    readonly remedy?: string;
    /** True only for a fault of coded-actions. */
    readonly internal: boolean;
  };
  /** What is wrong with files, each with its place. */
  readonly problems?: readonly Problem[];
}

/** The answer to what a command threw. */
export function failureAnswer(thrown: unknown): FailureAnswer {
  if (thrown instanceof CodedActionsError) {
    const { code: name, message, remedy } = thrown;
    return {
      status: thrown instanceof StoppedError ? 'stopped' : 'refused',
      error: { name, message, remedy, internal: false },
      ...(thrown instanceof WorkflowProblemsError ? { problems: thrown.problems } : {}),
    };
  }
  const [name, message] = thrown instanceof Error ? [thrown.name, thrown.message] : ['Error', String(thrown)];
  return { status: 'failed', error: { name, message, internal: true } };
}

/** The answer to a command line that says what no command understands. @param message as the parser words it */
export function usageAnswer(message: string): FailureAnswer {
  return {
    status: 'refused',
    error: {
      name: 'usage',
      message: message.replace(/^error: /, ''),
      remedy: 'See --help for what the command takes.',
      internal: false,
    },
  };
}
