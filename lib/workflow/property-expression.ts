import type { PropertyDefinition } from '../records/records-schema';
import { unknownChoice } from './choices';
import { listNames } from './did-you-mean';
import { nameOf } from './expression/equality';
import type { PossibleValue } from './expression/possible-values';
import { areDisjoint, declaredKinds, kindName } from './expression/value-kinds';
import { literalProblem } from './property-literal';
import type { StepCheck, StepPath, StepProblem } from './steps/step-check';

/**
 * Checks an expression whose value a step writes into a property. Nothing fails at run time where the types differ:
 * the record would hold a text in a number property, say, and comparisons, filters and indexes would pass it over. So
 * what is surely of another type is refused, as a value that is written down is.
 */
export function checkPropertyExpression(name: string, text: string, at: StepPath, check: StepCheck): void {
  const property = check.properties?.get(name);
  if (property === undefined) return;
  for (const value of check.possibleValues?.(text) ?? []) {
    const problem = problemOf(name, property, value);
    if (problem !== undefined) check.report({ ...problem, at, character: value.start });
  }
}

type Finding = Pick<StepProblem, 'code' | 'message' | 'remedy'>;

function problemOf(name: string, property: PropertyDefinition, value: PossibleValue): Finding | undefined {
  if (value.literal !== undefined) return literalProblem(name, value.literal, property);
  const { kinds, declared } = value;
  if (kinds === undefined || kinds.has('null')) return undefined;
  // A long number that travels as text is written as what it is then, a text: no reason to let numbers into texts.
  const written = new Set([...kinds].filter((kind) => kind !== 'longNumber'));
  if (areDisjoint(written, declaredKinds(property.type))) {
    return {
      code: 'wrong-property-type',
      message: `\`${name}\` is of type \`${property.type}\`, and ${nameOf(value, kinds)} is ${kindName(kinds)}.`,
      remedy: conversion(property.type, kindName(kinds), value.written ?? '…'),
    };
  }
  return declared && (timeProblem(name, property, value) ?? choicesProblem(name, property, value));
}

/** How a value of one kind becomes one of a property's type. */
function conversion(type: PropertyDefinition['type'], kind: string, written: string): string {
  switch (type) {
    case 'number':
      return `Convert it: \`$number(${written})\`.`;
    case 'boolean':
      return `Compare it: \`${written} = ${kind === 'a number' ? '1' : "'true'"}\`.`;
    case 'date':
      return kind === 'a number'
        ? `Convert milliseconds: \`$substring($fromMillis(${written}), 0, 10)\`.`
        : 'Give a day of the calendar, such as `$substring($now(), 0, 10)`.';
    case 'datetime':
      return kind === 'a number'
        ? `Convert milliseconds: \`$fromMillis(${written})\`.`
        : 'Give a time in ISO 8601, such as `$now()`.';
    default:
      return `Convert it: \`$string(${written})\`.`;
  }
}

/** Days and times are both texts, and still not the same. */
function timeProblem(name: string, { type }: PropertyDefinition, value: PossibleValue): Finding | undefined {
  const given = value.declared?.type;
  const written = value.written ?? '…';
  const isMixed = (type === 'date' && given === 'datetime') || (type === 'datetime' && given === 'date');
  if (!isMixed) return undefined;
  return {
    code: 'wrong-property-type',
    message: `\`${name}\` is of type \`${type}\`, and ${nameOf(value, value.kinds)} of type \`${given}\`.`,
    remedy:
      type === 'date'
        ? `Take the day of it: \`$substring(${written}, 0, 10)\`.`
        : `Put a time behind it: \`${written} & 'T00:00:00Z'\`.`,
  };
}

/** Of two enumerations that share no choice, none can ever be the other. */
function choicesProblem(
  name: string,
  { choices }: PropertyDefinition,
  value: PossibleValue,
): Finding | undefined {
  const given = value.declared?.choices;
  if (choices === undefined || given === undefined) return undefined;
  if (given.some((choice) => unknownChoice(choice, choices) === undefined)) return undefined;
  return {
    code: 'unknown-choice',
    message: `${nameOf(value, value.kinds)} has no choice in common with \`${name}\`.`,
    remedy: `The choices of \`${name}\` are ${listNames(choices)}.`,
  };
}
