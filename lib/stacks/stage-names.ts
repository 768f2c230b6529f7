/**
 * The names that are fixed per stage: stacks know each other's things by these alone, so that no stack
 * refers to another.
 */
export interface StageNames {
  readonly table: string;
  readonly bus: string;
  readonly deadLetterQueue: string;
  readonly runtimeStack: string;
  /** Begins the name of every state machine of the stage. */
  readonly stateMachinePrefix: string;
  /** Begins and ends with a slash: where the stage's roles stand in IAM. */
  readonly rolePath: string;
}

/** The fixed names of one stage. */
export function stageNames(stage: string): StageNames {
  const prefix = `coded-actions-${stage}-`;
  return {
    table: `${prefix}records`,
    bus: `${prefix}events`,
    deadLetterQueue: `${prefix}dead-letters`,
    runtimeStack: `${prefix}runtime`,
    stateMachinePrefix: prefix,
    rolePath: `/coded-actions/${stage}/`,
  };
}

/** The name of a workflow's state machine, and of its stack. */
export function workflowResourceName(stage: string, workflow: string): string {
  return `coded-actions-${stage}-${workflow}`;
}
