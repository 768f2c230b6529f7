/**
 * Names that a secret cannot have, since its value becomes `process.env.NAME` in the action's process: what Lambda sets
 * there itself ("Defined runtime environment variables", reserved and not), what Node and the system read there, and
 * what coded-actions does. AWS's SDKs, and the reading of the secrets itself, would take a value for their own.
 */
const reserved: readonly { readonly pattern: RegExp; readonly whose: string }[] = [
  { pattern: /^(AWS|LAMBDA)_/, whose: "Lambda and AWS's SDKs set and read names that begin so" },
  { pattern: /^(_HANDLER|_X_AMZN_TRACE_ID)$/, whose: 'Lambda sets it' },
  { pattern: /^(PATH|LANG|LC_ALL|TZ|HOME|PWD|TMPDIR|LD_.*)$/, whose: 'the system reads it' },
  {
    pattern:
      /^NODE_(OPTIONS|PATH|ENV|DEBUG|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|NO_WARNINGS|PENDING_DEPRECATION|V8_COVERAGE)$/,
    whose: 'Node reads it',
  },
  { pattern: /^CODED_ACTIONS_/, whose: 'coded-actions sets names that begin so' },
];

/** Why a secret cannot have a name, as the end of a sentence; undefined where it can. */
export function whyReserved(name: string): string | undefined {
  return reserved.find(({ pattern }) => pattern.test(name))?.whose;
}
