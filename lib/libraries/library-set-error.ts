import { CodedActionsError } from '../coded-actions-error';

const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|network/i;

/** A set of libraries cannot be installed. */
export class LibrarySetError extends CodedActionsError {
  readonly code = 'library-set';
  readonly remedy: string;

  /**
   * @param name of the set
   * @param said what npm said
   * @param isNpmMissing where there was no npm to ask
   */
  constructor(
    readonly setName: string,
    said: string,
    isNpmMissing = false,
  ) {
    super(`The libraries "${setName}" could not be installed. ${said}`.trim());
    this.remedy = isNpmMissing
      ? 'Install npm, which comes with Node.js: it installs the libraries when they are first needed.'
      : unreachable.test(said)
        ? 'npm cannot reach its registry (npm config get registry): try again with a connection. Once installed, the libraries are kept and need none.'
        : 'Try again; if it stays so, install what the action imports into the project: npm install <package>.';
  }
}
