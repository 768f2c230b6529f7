import type { LocalFunction } from '../local-resources';
import { physicalName } from '../physical-name';
import { readNumber, readObject, readObjects, readText, readTexts } from '../property-readers';
import type { ResolvedResource, ResourceKind } from '../resource-kind';
import { UnsupportedResourceError } from '../unsupported-resource-error';

/** A function; `Ref` gives its name. Defaults are Lambda's: 128 MB, 3 seconds. */
export const lambdaFunction: ResourceKind<LocalFunction> = {
  type: 'AWS::Lambda::Function',
  identify(resource) {
    const name = physicalName(resource, 'FunctionName', 64);
    const arn = `arn:aws:lambda:${resource.region}:${resource.account}:function:${name}`;
    return { ref: name, attributes: { Arn: arn } };
  },
  read(resource) {
    const { stackName, logicalId, identity, properties } = resource;
    const runtime = readText(properties.Runtime, '');
    if (!/^nodejs\d+\.x$/.test(runtime)) {
      const what =
        runtime === '' ? 'a function without a runtime (a container image)' : `the runtime ${runtime}`;
      throw new UnsupportedResourceError(stackName, logicalId, what);
    }
    const deadLetterArn = readObject(properties.DeadLetterConfig).TargetArn;
    const reserved = properties.ReservedConcurrentExecutions;
    return {
      stack: stackName,
      logicalId,
      name: identity.ref,
      arn: identity.attributes.Arn ?? '',
      description: readText(properties.Description, ''),
      runtime,
      handler: readText(properties.Handler, 'index.handler'),
      codeFolder: codeFolder(resource),
      environment: readTexts(readObject(properties.Environment).Variables),
      memorySize: readNumber(properties.MemorySize, 128),
      timeoutSeconds: readNumber(properties.Timeout, 3),
      ...(reserved === undefined ? {} : { reservedConcurrency: readNumber(reserved, 0) }),
      roleArn: readText(properties.Role, ''),
      tags: Object.fromEntries(
        readObjects(properties.Tags).map(({ Key, Value }) => [readText(Key, ''), readText(Value, '')]),
      ),
      ...(deadLetterArn === undefined ? {} : { deadLetterArn: String(deadLetterArn) }),
      logGroup: readText(readObject(properties.LoggingConfig).LogGroup, `/aws/lambda/${identity.ref}`),
    };
  },
};

/** The asset that the code was packed from: CDK names the object in S3 after the asset's content hash. */
function codeFolder({ stackName, logicalId, properties, assetFolder }: ResolvedResource): string {
  const key = readText(readObject(properties.Code).S3Key, '');
  const folder = assetFolder(key.slice(key.lastIndexOf('/') + 1).replace(/\.zip$/, ''));
  if (folder === undefined) {
    throw new UnsupportedResourceError(
      stackName,
      logicalId,
      'code that is not an asset folder of this assembly',
      'Give the function its code as a folder: `lambda.Code.fromAsset`.',
    );
  }
  return folder;
}
