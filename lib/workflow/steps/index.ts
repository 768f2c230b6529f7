import { branch } from './branch';
import { code } from './code';
import { delay } from './delay';
import { emit } from './emit';
import { end } from './end';
import { goto } from './goto';
import { setProperties } from './set-properties';
import type { StepType } from './step-type';

/** Every step type of the language. A new one is a file in this folder and a line here. */
export const stepTypes: readonly StepType[] = [code, branch, delay, setProperties, emit, goto, end];
