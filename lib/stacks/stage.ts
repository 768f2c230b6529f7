import { InvalidStageError } from './invalid-stage-error';

/** What a stage's name looks like; no hyphens, so that `coded-actions-a-…` never is a prefix of stage `a-b`'s names. */
const stagePattern = /^[a-z][a-z0-9]{0,9}$/;

/**
 * The name of a stage, checked: small letters and digits, beginning with a letter, at most 10 characters.
 *
 * @throws InvalidStageError when it is anything else.
 */
export function checkedStage(stage: unknown): string {
  if (typeof stage !== 'string' || !stagePattern.test(stage)) throw new InvalidStageError(stage);
  return stage;
}

/** Whether a stage's table and bus outlive their stack or go with it: they outlive it only in the stage named `prod`. */
export function keepsData(stage: string): boolean {
  return stage === 'prod';
}
