/** `asl-validator` 4 ships no types. */
declare module 'asl-validator' {
  interface AslValidationError {
    readonly 'Error code': string;
    readonly Message?: string;
    readonly path?: string;
    readonly schemaError?: { readonly instancePath?: string; readonly message?: string };
  }
  /** Adds `QueryLanguage` to the states of the definition that it is given. */
  function aslValidator(
    definition: unknown,
    options?: { readonly checkPaths: boolean; readonly checkArn: boolean },
  ): { readonly isValid: boolean; readonly errors: readonly AslValidationError[] };
  export = aslValidator;
}
