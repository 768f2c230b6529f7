import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { actionBundle } from '../../workflow/action-contract';
import type { LocalFunction } from '../assembly/local-resources';

/** Why a process ended before its handler did. */
export type EndReason = 'time' | 'memory' | 'heap';

const declaration = z.object({ file: z.string(), timeoutSeconds: z.number() });

/**
 * What its author can do about an action whose process ended too early, to stand behind Lambda's own words, which name
 * neither the file nor the step's own limits. Empty for a function that is no action.
 */
export function endAdvice(
  { codeFolder, memorySize }: Pick<LocalFunction, 'codeFolder' | 'memorySize'>,
  reason: EndReason,
): string {
  const action = declaration.safeParse(readJson(join(codeFolder, actionBundle.declaration))).data;
  if (action === undefined) return '';
  const { file, timeoutSeconds } = action;
  switch (reason) {
    case 'time':
      return `. ${file} let nothing else run when its "timeout" of ${timeoutSeconds} s was over: look for a loop without an end, or raise "timeout" if the work takes that long.`;
    case 'memory':
      return `. ${file} needs more than its "memory" of ${memorySize} MB: raise it, or keep less at a time.`;
    case 'heap':
      return `. ${file} most likely needs more than its "memory" of ${memorySize} MB: raise it, or keep less at a time.`;
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
