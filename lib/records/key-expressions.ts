import { escapedPart, templatePieces } from './keys';

/** A part of a key in a state machine: known when the workflow is compiled, or an expression in JSONata. */
export type KeyPart = { readonly literal: string } | { readonly expression: string };

/**
 * A key of the table (one of `keyTemplates` or `indexKeyTemplates`) as a JSONata expression, without `{% %}`, for a
 * state machine that composes it at run time. It gives what the functions in `keys.ts` give for the same parts; a part
 * that is a number counts as its text.
 *
 * @throws Error when the template has a part that is not given, which is a fault of ours.
 */
export function keyExpression(template: string, parts: Readonly<Record<string, KeyPart>>): string {
  const terms: string[] = [];
  let literal = '';
  for (const piece of templatePieces(template)) {
    if ('text' in piece) {
      literal += piece.text;
      continue;
    }
    const part = parts[piece.part];
    if (part === undefined) throw new Error(`The key ${template} needs its part ${piece.part}.`);
    if ('literal' in part) {
      literal += escapedPart(part.literal);
      continue;
    }
    if (literal !== '') terms.push(JSON.stringify(literal));
    literal = '';
    terms.push(`$replace($replace($string(${part.expression}), "%", "%25"), "#", "%23")`);
  }
  if (literal !== '') terms.push(JSON.stringify(literal));
  return terms.join(' & ');
}
