import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { nameByContent } from './name-by-content';
import { stageNames } from './stage-names';

/** What a role is made of. */
export interface InlineRoleProps {
  readonly stage: string;
  /** The service that acts in this role. */
  readonly service: 'lambda.amazonaws.com' | 'states.amazonaws.com' | 'events.amazonaws.com';
  readonly description: string;
  readonly statements: readonly iam.PolicyStatement[];
  /** What there is no room for in the role itself. */
  readonly managedPolicies?: readonly iam.CfnManagedPolicy[];
  /**
   * True where an execution that is under way may still act in the role: a changed policy then makes a new role beside
   * the old one, which stays: executions keep the role that they began with.
   */
  readonly retained: boolean;
}

/**
 * A role whose policy stands in the role itself: nothing can be granted to it later, so that what is written here is
 * all that it may do.
 */
export class InlineRole extends Construct {
  /** What the constructs are given: it cannot be granted anything. */
  readonly reference: iam.IRole;
  readonly resource: iam.CfnRole;

  constructor(scope: Construct, id: string, props: InlineRoleProps) {
    super(scope, id);
    const { stage, service, description, statements, managedPolicies = [], retained } = props;
    this.resource = new iam.CfnRole(this, 'Resource', {
      path: stageNames(stage).rolePath,
      description,
      assumeRolePolicyDocument: trust(service),
      policies: [
        { policyName: 'inline', policyDocument: new iam.PolicyDocument({ statements: [...statements] }) },
      ],
      ...(managedPolicies.length > 0 && { managedPolicyArns: managedPolicies.map(({ ref }) => ref) }),
    });
    this.reference = iam.Role.fromRoleArn(this, 'Reference', this.resource.attrArn, { mutable: false });
    if (retained) {
      this.resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      nameByContent(this.resource);
    }
  }
}

/**
 * Who may act in a role. Step Functions and EventBridge say on whose behalf they act ("Creating an IAM role for your
 * state machine", "Cross-service confused deputy prevention in Amazon EventBridge"); for Lambda's execution roles no
 * such key is documented.
 */
function trust(service: InlineRoleProps['service']): iam.PolicyDocument {
  const conditions =
    service === 'lambda.amazonaws.com' ? {} : { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        actions: ['sts:AssumeRole'],
        principals: [new iam.ServicePrincipal(service)],
        conditions,
      }),
    ],
  });
}
