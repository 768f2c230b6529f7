import type { ActionDeclaration, OutputDeclaration } from '../../lib/workflow/action-contract';
import type { Mask } from './mask';

/** So many characters cannot be too many bytes for an execution, nor for one output. */
const manyCharacters = 50_000;

/**
 * The outputs of an action that gave just what its step declares, of the declared types: nothing is left to convert or
 * to say. `undefined` for any other, which `checkOutputs` sees to.
 *
 * @param given whatever the action gave as `outputFields`; reading it may do anything
 */
export function plainOutputs(
  given: unknown,
  declaration: ActionDeclaration,
  mask: Mask,
): Record<string, unknown> | undefined {
  const declared = Object.entries(declaration.outputs);
  if (declaration.undeclaredOutputs !== undefined) return undefined;
  try {
    const source = given ?? {};
    const names = Object.keys(source);
    // A name that is not declared, or is declared and not there, is something to be said.
    if (typeof source !== 'object' || Array.isArray(source) || names.length !== declared.length)
      return undefined;
    const outputs: Record<string, unknown> = {};
    for (const [name, declaredAs] of declared) {
      const value: unknown = Reflect.get(source, name);
      if (!isPlain(value, declaredAs)) return undefined;
      outputs[name] = value;
    }
    const text = JSON.stringify(outputs);
    return text.length > manyCharacters || mask.find(text) !== undefined ? undefined : outputs;
  } catch {
    return undefined;
  }
}

function isPlain(value: unknown, { type, choices }: OutputDeclaration): boolean {
  if (type === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (type === 'boolean') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  return type === 'enumeration' ? (choices?.includes(value) ?? true) : type === 'string' || type === 'phone';
}
