import { CodedActionsError } from '../coded-actions-error';

/** A workflow that a stage has no stack for. */
export class NotDeployedError extends CodedActionsError {
  readonly code = 'not-deployed';
  readonly remedy: string;

  /** @param deployed the workflows that are deployed */
  constructor(workflow: string, stage: string, deployed: readonly string[]) {
    super(`Stage ${stage} has no stack of a workflow ${workflow}.`);
    this.remedy =
      deployed.length === 0
        ? 'No workflow is deployed there; check --stage, --region and --profile. What deploys retained is deleted by npx coded-actions prune.'
        : `Deployed are: ${deployed.join(', ')}. What deploys retained of others is deleted by npx coded-actions prune.`;
  }
}
