import { expressionField, type JsonataText } from '../expressions/jsonata-text';
import type { State } from '../state';

/** One way on from a Choice: where to, and the `Assign` and `Output` of this way. */
export interface ChosenWay {
  readonly Next: string;
  readonly [field: string]: State[string];
}

/**
 * A Choice. Conditions are made of any expression: Step Functions refuses one that gives no boolean, and `undefined` is
 * false.
 *
 * The Choice's own `Assign` is never used: whether it holds for the default only (as recorded) or on every way (as
 * "Choice workflow state" says now) would matter. A default that assigns is a last rule that always holds.
 */
export function choiceState(
  comment: string,
  rules: readonly { readonly when: JsonataText; readonly way: ChosenWay }[],
  otherwise: ChosenWay,
): State {
  const choices = rules.map(({ when, way }) => ({
    Condition: expressionField(`${when} ? true : false`),
    ...way,
  }));
  const hasEffects = Object.keys(otherwise).length > 1;
  return {
    Comment: comment,
    Type: 'Choice',
    Choices: hasEffects ? [...choices, { Condition: expressionField('true'), ...otherwise }] : choices,
    ...(hasEffects ? {} : { Default: otherwise.Next }),
  };
}
