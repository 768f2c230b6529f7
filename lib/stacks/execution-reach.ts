import { referencesIn, type StackTemplate } from './template';

const stateMachine = 'AWS::StepFunctions::StateMachine';

/** The logical ids of a template's state machines. */
export function machinesOf(template: StackTemplate): readonly string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type }]) => (Type === stateMachine ? [id] : []));
}

/**
 * The logical ids of all that an execution of a stack's state machine can reach, its machine among them: the versions
 * that its definition calls, their functions, the roles of both with their policies, the log groups that they write.
 * What starts executions (rules, and the role in which they do) is not among them: an execution that has begun does
 * not need it.
 */
export function executionReach(template: StackTemplate): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...machinesOf(template)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const resource = template.Resources[id];
    // What is not there is a pseudo parameter, such as AWS::Region.
    if (resource === undefined || reached.has(id)) continue;
    reached.add(id);
    open.push(...referencesIn(resource.Properties));
  }
  return reached;
}
