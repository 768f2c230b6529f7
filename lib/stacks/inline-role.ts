import { createHash } from 'node:crypto';
import { Aws, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { stageNames } from './stage-names';

/** What a role is made of. */
export interface InlineRoleProps {
  readonly stage: string;
  /** The service that acts in this role. */
  readonly service: 'lambda.amazonaws.com' | 'states.amazonaws.com' | 'events.amazonaws.com';
  readonly description: string;
  readonly statements: readonly iam.PolicyStatement[];
  /**
   * True where an execution that is under way may still act in the role: a changed policy then makes a new role beside
   * the old one, which stays (DESIGN.md, D5).
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
    this.resource = new iam.CfnRole(this, 'Resource', {
      path: stageNames(props.stage).rolePath,
      description: props.description,
      assumeRolePolicyDocument: trust(props.service),
      policies: [
        {
          policyName: 'inline',
          policyDocument: new iam.PolicyDocument({ statements: [...props.statements] }),
        },
      ],
    });
    this.reference = iam.Role.fromRoleArn(this, 'Reference', this.resource.attrArn, { mutable: false });
    if (props.retained) {
      this.resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      nameByContent(this.resource);
    }
  }
}

/**
 * Who may act in a role. Step Functions and EventBridge say on whose behalf they act ("Prevent cross-service confused
 * deputy issue" in both guides); Lambda's execution roles have no such key.
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

/**
 * Makes a role's logical id follow from what the role says, so that another policy is another role. It is computed when
 * the template is written and not before: an aspect may have changed the role until then. Tags are left out: a new tag
 * grants nothing.
 */
function nameByContent(role: iam.CfnRole): void {
  const stack = Stack.of(role);
  const allocated = stack.getLogicalId(role);
  let rendering = false;
  const produce = () => {
    // The rendered role holds its own logical id, which leads back to here.
    if (rendering) return allocated;
    rendering = true;
    try {
      const { Resources } = stack.resolve(role._toCloudFormation()) as {
        Resources: Record<string, { Properties: Record<string, unknown> }>;
      };
      const { Tags: _, ...content } = Resources[allocated]?.Properties ?? {};
      return `${allocated}${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8)}`;
    } finally {
      rendering = false;
    }
  };
  role.overrideLogicalId(Lazy.uncachedString({ produce }));
}
