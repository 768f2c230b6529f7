import { CodedActionsError } from '../coded-actions-error';

/** The name given as stage cannot be part of the names of tables, stacks and roles. */
export class InvalidStageError extends CodedActionsError {
  readonly code = 'invalid-stage';
  readonly remedy =
    'Name a stage with at most 10 small letters and digits, beginning with a letter, such as `-c stage=prod`.';

  constructor(stage: unknown) {
    super(`${JSON.stringify(stage)} cannot be the name of a stage.`);
  }
}
