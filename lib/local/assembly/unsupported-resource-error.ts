import { CodedActionsError } from '../../coded-actions-error';

/** A resource, or one of its properties, that the local run does not have and that a run could depend on. */
export class UnsupportedResourceError extends CodedActionsError {
  readonly code = 'unsupported-resource';

  /** @param what what is not supported, as a phrase: `the resource type AWS::SNS::Topic` */
  constructor(
    readonly stackName: string,
    readonly logicalId: string,
    what: string,
    readonly remedy = 'Keep it in a stack of your own, outside the app that runs locally, or deploy to try it.',
  ) {
    super(`${stackName}/${logicalId}: the local run does not support ${what}.`);
  }
}
