/** Jest's reporter that holds docs/verified.md to a run. */
declare class ClaimsReporter {
  constructor(globalConfig: {
    readonly testPathPatterns?: { readonly patterns: readonly string[] };
    readonly testNamePattern?: string;
  });
  onRunComplete(): void;
  getLastError(): Error | undefined;
}
export = ClaimsReporter;
