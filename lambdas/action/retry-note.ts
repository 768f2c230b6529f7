import type { Verdict } from './classify';
import { networkCodes } from './network-codes';
import type { Thrown } from './thrown';

/**
 * Why a fault of the network is tried again or not, as a sentence behind its message: of the others status and kind say it.
 * Empty where there is nothing to say.
 */
export function retryNote({ codes, status, author, message }: Thrown, { name, spent }: Verdict): string {
  if (status !== undefined || author !== undefined || spent !== undefined) return '';
  const stop = /[.!?]$/.test(message) ? '' : '.';
  const isFinal = name === 'CodedActions.Failed';
  const passing = codes.find((code) => networkCodes.has(code));
  if (passing !== undefined) return isFinal ? '' : `${stop} It is tried again: ${passing} may pass.`;
  if (!codes.includes('ENOTFOUND') || !isFinal) return '';
  return `${stop} It is not tried again: there is no host of that name (ENOTFOUND).`;
}
