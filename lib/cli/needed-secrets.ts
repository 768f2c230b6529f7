import type { LoadedProject } from '../workflow/load-project';

/** A secret that steps need. */
export interface NeededSecret {
  readonly name: string;
  /** The steps, as `<workflow>/<step>`. */
  readonly steps: readonly string[];
  /** Whether the target has a value for it. */
  readonly isSet: boolean;
}

/** Which secrets the steps of a project need, by name, and whether the target has them. */
export function neededSecrets(
  project: Pick<LoadedProject, 'workflows'>,
  present: readonly string[],
): readonly NeededSecret[] {
  const steps = new Map<string, string[]>();
  for (const { graph } of project.workflows) {
    for (const { id, step } of graph.nodes.values()) {
      if (step.type !== 'code') continue;
      for (const name of step.secrets) {
        steps.set(name, [...(steps.get(name) ?? []), `${graph.workflow.name}/${id}`]);
      }
    }
  }
  return [...steps]
    .map(([name, users]) => ({ name, steps: users, isSet: present.includes(name) }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}
