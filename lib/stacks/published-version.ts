import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnFunction, CfnVersion, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { nameBy, propertiesOf } from './name-by-content';

/**
 * Properties of a function that are the function's own and no part of a version: changing one of them alone publishes
 * nothing, and CloudFormation would fail on a new version ("Manage Lambda function versions"; the same four as in the
 * CDK's own `currentVersion`). Whatever is not named here counts: an execution must never see it change.
 */
const notInVersions: ReadonlySet<string> = new Set([
  'CodeSigningConfigArn',
  'ReservedConcurrentExecutions',
  'Tags',
  'TenancyConfig',
]);

/**
 * The version of a function that this deploy publishes. Its logical id follows from all that Lambda freezes in a version,
 * as it stands in the template after every aspect: a change of it publishes another version, and the old one stays, with
 * all that it is made of, for the executions that call it.
 *
 * It is the CDK's `currentVersion` at a fifth of its cost: the id is computed once for each function, and not again for
 * each reference.
 */
export class PublishedVersion extends Construct {
  /** The function's ARN with the version's number. */
  readonly arn: string;

  constructor(scope: Construct, id: string, handler: LambdaFunction) {
    super(scope, id);
    const version = new CfnVersion(this, 'Resource', { functionName: handler.functionName });
    version.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    // `cdk refactor` takes a resource of another id for a moved one; this is another one.
    version.addMetadata('aws:cdk:do-not-refactor', true);
    nameBy(version, () => frozenContent(handler));
    this.arn = version.ref;
  }
}

function frozenContent(handler: LambdaFunction): unknown {
  const resource = handler.node.findChild('Resource');
  if (!CfnFunction.isCfnFunction(resource)) throw new Error(`${resource.node.path} is no function.`);
  const { Code, ...properties } = propertiesOf(resource);
  const frozen = Object.fromEntries(Object.entries(properties).filter(([name]) => !notInVersions.has(name)));
  return { ...frozen, Code: codeContent(Code), layers: layerContents(handler, properties.Layers) };
}

/**
 * Which code it is, wherever it was uploaded to: from another bucket, or under another prefix, the same code is no other
 * version to Lambda.
 */
function codeContent(code: unknown): unknown {
  if (typeof code !== 'object' || code === null || !('S3Key' in code) || typeof code.S3Key !== 'string') {
    return code;
  }
  return { ...code, S3Bucket: undefined, S3Key: code.S3Key.split('/').at(-1) };
}

/** What stands in layers of the same stack: their logical ids do not tell. */
function layerContents(handler: LambdaFunction, layers: unknown): unknown {
  if (layers === undefined) return undefined;
  const stack = Stack.of(handler);
  const named = JSON.stringify(layers);
  return stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .filter(({ cfnResourceType }) => cfnResourceType === 'AWS::Lambda::LayerVersion')
    .filter((layer) => named.includes(JSON.stringify(stack.resolve(layer.logicalId))))
    .map(propertiesOf);
}
