import { CodedActionsError } from '../coded-actions-error';

/** Another process listens on the port that was asked for. */
export class PortInUseError extends CodedActionsError {
  readonly code = 'port-in-use';
  readonly remedy = 'Give another --port, or leave it out to take any free one.';

  constructor(port: number) {
    super(`The port ${port} is taken by another process.`);
  }
}
