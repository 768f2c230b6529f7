import type { PropertyDefinition } from '../../records/records-schema';
import { parseExpression } from '../expression/parse-expression';
import { type DeclaredValues, type PossibleValue, PossibleValues } from '../expression/possible-values';
import type { ControlFlow } from '../graph/control-flow';

/** How the properties of the record and the outputs of the steps are declared, as far as that is sure. */
export function declaredValues(
  properties: ReadonlyMap<string, PropertyDefinition> | undefined,
  flow: ControlFlow,
): DeclaredValues {
  return {
    property: (name) => properties?.get(name),
    output(id, name) {
      if (flow.isAmbiguous(id)) return undefined;
      const { step, type } = flow.stepNamed(id) ?? {};
      return step && type?.declaredOutputs?.(step)[name];
    },
  };
}

/**
 * What an expression can give.
 *
 * @param text the whole string, `{% … %}`; places count from its first character
 */
export function possibleValues(text: string, declared: DeclaredValues): readonly PossibleValue[] {
  const { ast, source } = parseExpression(text);
  if (ast === undefined) return [];
  return new PossibleValues(ast, source, declared)
    .of(ast)
    .map((value) => ({ ...value, start: value.start + '{%'.length }));
}
