import { unknownChoice } from '../choices';
import { didYouMean } from '../did-you-mean';
import type { PossibleValue } from './possible-values';
import { areDisjoint, kindName, type ValueKind, type ValueKinds } from './value-kinds';
import { inCode } from './written-name';

/** Why two values can never be equal, as a problem has it. */
export interface Inequality {
  readonly code: 'unknown-choice' | 'never-equal';
  readonly message: string;
  readonly remedy: string;
}

/**
 * Why a value can never be what is written down, for sure: it is an enumeration that has no such choice, or of another
 * type. What is absent or null is nobody's concern here: it equals nothing anyway.
 *
 * @param values what the one side can give
 * @param other the other side
 */
export function inequality(
  values: readonly PossibleValue[],
  other: readonly PossibleValue[],
): Inequality | undefined {
  const [value] = values;
  const [literal] = other;
  if (value === undefined || literal === undefined) return undefined;
  if (values.length === 1 && other.length === 1) {
    const unknown = unknownChoiceProblem(value, literal) ?? unknownChoiceProblem(literal, value);
    if (unknown !== undefined) return unknown;
  }
  const left = kindsOfAll(values);
  const right = kindsOfAll(other);
  if (left === undefined || right === undefined || left.has('null') || right.has('null')) return undefined;
  if (!areDisjoint(left, right)) return undefined;
  return {
    code: 'never-equal',
    message: `${nameOf(value, left)} and ${nameOf(literal, right)} are never equal: the one is ${kindName(left)}, the other ${kindName(right)}.`,
    remedy: conversion(value, literal) ?? conversion(literal, value) ?? 'Compare values of one type.',
  };
}

/** The kinds that any of some values can be of. */
export function kindsOfAll(values: readonly PossibleValue[]): ValueKinds {
  const all = new Set<ValueKind>();
  for (const { kinds } of values) {
    if (kinds === undefined) return undefined;
    for (const kind of kinds) all.add(kind);
  }
  return all;
}

function unknownChoiceProblem(value: PossibleValue, literal: PossibleValue): Inequality | undefined {
  const choices = value.declared?.choices;
  if (choices === undefined || typeof literal.literal !== 'string') return undefined;
  const unknown = unknownChoice(literal.literal, choices);
  if (unknown === undefined) return undefined;
  return {
    code: 'unknown-choice',
    message: `${nameOf(value, value.kinds)} is never \`${unknown}\`, which is none of its choices.`,
    remedy: didYouMean(unknown, choices, 'choices'),
  };
}

/** How what is written down would be of the other's type. */
function conversion(value: PossibleValue, { literal, written }: PossibleValue): string | undefined {
  if (literal === undefined) return undefined;
  if (value.kinds?.has('text')) {
    // Outside an expression it stands in the file itself, in JSON's quotes.
    const text = written === undefined ? JSON.stringify(String(literal)) : `'${String(literal)}'`;
    return `Write it as a text: \`${text}\`.`;
  }
  if (value.kinds?.has('number') && typeof literal === 'string' && /^-?\d+(\.\d+)?$/.test(literal))
    return `Write it without quotes: \`${literal}\`.`;
  if (value.kinds?.has('boolean') && /^(true|false)$/.test(String(literal)))
    return `Write it without quotes: \`${String(literal)}\`.`;
  return undefined;
}

/** A value as a message names it. */
export function nameOf({ written, literal }: PossibleValue, kinds: ValueKinds): string {
  if (written !== undefined) return inCode(written);
  if (literal !== undefined) return `\`${JSON.stringify(literal)}\``;
  return kinds === undefined ? 'this' : kindName(kinds);
}
