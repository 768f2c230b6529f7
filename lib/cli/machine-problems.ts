import { type CompiledWorkflow, serializeDefinition } from '../compiler';
import type { StepGraph } from '../workflow/graph/step-graph';
import type { Problem } from '../workflow/problem';

/**
 * What `asl-validator` says of the machine that a workflow becomes: a second opinion that is not ours.
 * It costs up to half a second, too much for every synth.
 */
export async function machineProblems(
  graph: StepGraph,
  compiled: CompiledWorkflow,
): Promise<readonly Problem[]> {
  // Loading it takes as long as much else of a command, and only `validate` needs it.
  const { default: aslValidator } = await import('asl-validator');
  const definition: unknown = JSON.parse(
    serializeDefinition(compiled.definition, ({ kind }) => `arn:aws:x:::${kind}`),
  );
  return aslValidator(definition).errors.map((error) => ({
    severity: 'error',
    code: 'state-machine',
    location: { file: graph.file, line: 1, column: 1 },
    message: `asl-validator refuses the state machine: ${[error['Error code'], error.Message, error.path ?? error.schemaError?.instancePath, error.schemaError?.message].filter(Boolean).join(' ')}.`,
    remedy:
      'This is a fault of coded-actions, since its own check let it pass: please report it with the workflow file.',
  }));
}
