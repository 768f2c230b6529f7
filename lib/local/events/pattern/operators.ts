import { prefix, suffix } from './affix';
import { anythingBut } from './anything-but';
import { cidr } from './cidr';
import { equalsIgnoreCase } from './equals-ignore-case';
import { numeric } from './numeric';
import type { Operator } from './value-test';
import { wildcard } from './wildcard';

/** The operators that test a value. `exists` and `$or` are no such: they are about the field and about patterns. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  prefix,
  suffix,
  numeric,
  cidr,
  wildcard,
  'anything-but': anythingBut,
  'equals-ignore-case': equalsIgnoreCase,
};
