/** A state machine definition that cannot be run: what AWS answers with `InvalidDefinition` at creation. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  readonly code = 'InvalidDefinition';

  /** @param problems each a JSON Pointer into the definition, what is wrong there and what would be right */
  constructor(readonly problems: { pointer: string; message: string }[]) {
    super(
      `The state machine definition is invalid:\n${problems.map((p) => `  ${p.pointer || '/'}: ${p.message}`).join('\n')}`,
    );
  }
}
