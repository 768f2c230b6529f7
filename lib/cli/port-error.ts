import { CodedActionsError } from '../coded-actions-error';

/** What was given as a port is none. */
export class PortError extends CodedActionsError {
  readonly code = 'port';
  readonly remedy = 'Give a whole number from 0 to 65535; 0 takes any free port.';

  constructor(text: string) {
    super(`${JSON.stringify(text)} is not a port.`);
  }
}
