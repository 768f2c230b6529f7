import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import {
  Architecture,
  CfnFunction,
  CfnLayerVersion,
  Code,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import fc from 'fast-check';
import { PublishedVersion } from '../../../lib/stacks/published-version';
import { onlyResource, stackTemplate, templatesOf, temporaryApp } from './fixtures';

/** A function as actions have it, and its version. `change` is what an aspect, or a later deploy, makes of it. */
function stackWith(change: (resource: CfnFunction, stack: Stack) => void = () => {}, app: App = new App()) {
  const stack = new Stack(app, 'stack');
  const handler = new LambdaFunction(stack, 'Function', {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = () => {}'),
  });
  const resource = handler.node.findChild('Resource');
  if (!CfnFunction.isCfnFunction(resource)) throw new Error('The function has no resource.');
  const version = new PublishedVersion(stack, 'Version', handler);
  change(resource, stack);
  return { stack, version };
}

function versionId(change?: (resource: CfnFunction, stack: Stack) => void): string {
  const { stack, version } = stackWith(change);
  const resource = version.node.findChild('Resource');
  if (!CfnResource.isCfnResource(resource)) throw new Error('The version has no resource.');
  return stack.resolve(resource.logicalId);
}

/** Which properties of a function the CDK's own `currentVersion` counts: a table in its sources. */
function propertiesByTheCdk(): Record<string, boolean> {
  const file = join(dirname(require.resolve('aws-cdk-lib/package.json')), 'aws-lambda/lib/function-hash.js');
  const [, table = ''] = /VERSION_LOCKED=\{([^}]*)\}/.exec(readFileSync(file, 'utf8')) ?? [];
  return Object.fromEntries(
    [...table.matchAll(/(\w+):!([01])/g)].map(([, name, digit]) => [name, digit === '0']),
  );
}

const counting = propertiesByTheCdk();

describe('the logical id of a version', () => {
  it.each(Object.entries(counting).filter(([name]) => name !== 'Code'))(
    'agrees with the CDK on what makes another version: %s %s',
    (name, counts) => {
      const changed = versionId((resource) => resource.addPropertyOverride(name, 'changed'));
      expect(changed !== versionId()).toBe(counts);
    },
  );

  it('knows properties by the CDK, so that the table above is not empty', () => {
    expect(Object.keys(counting).length).toBeGreaterThan(25);
    expect(counting).toMatchObject({ MemorySize: true, Tags: false });
  });

  it('changes with any change of any property of the function', () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[A-Z]{1,8}$/), fc.string(), { minKeys: 1, maxKeys: 3 }),
    );
    const known = Object.entries(counting).flatMap(([name, counts]) =>
      counts && name !== 'Code' ? [name] : [],
    );
    // What Lambda gets one day counts too, or an execution could see it change.
    const name = fc.oneof(fc.constantFrom(...known), fc.constant('PropertyOfTheFuture'));
    const properties = fc.dictionary(name, value, { minKeys: 1, maxKeys: 4 });
    const idWith = (overrides: Record<string, unknown>) =>
      versionId((resource) => {
        for (const [path, override] of Object.entries(overrides))
          resource.addPropertyOverride(path, override);
      });
    fc.assert(
      fc.property(properties, properties, (one, other) => {
        expect(idWith(one) === idWith(other)).toBe(sorted(one) === sorted(other));
      }),
      { numRuns: 150 },
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['other code', { S3Key: 'assets/2.zip' }],
    ['another version of the object', { S3ObjectVersion: '2' }],
    ['an image instead', { S3Key: undefined, ImageUri: 'repository:tag' }],
  ])('changes with %s', (_, code) => {
    const withCode = (changes: Record<string, unknown>) =>
      versionId((resource) =>
        resource.addPropertyOverride('Code', {
          ZipFile: undefined,
          S3Bucket: 'b',
          S3Key: 'assets/1.zip',
          ...changes,
        }),
      );
    expect(withCode(code)).not.toBe(withCode({}));
  });

  it('stays when the same code lies elsewhere: Lambda would publish nothing, and the deploy would fail', () => {
    const at = (bucket: string, key: string) =>
      versionId((resource) => resource.addPropertyOverride('Code', { S3Bucket: bucket, S3Key: key }));
    expect(at('one', 'assets/1.zip')).toBe(at('other', 'moved/1.zip'));
  });

  it('stays when keys stand in another order', () => {
    const withVariables = (Variables: Record<string, string>) =>
      versionId((resource) => resource.addPropertyOverride('Environment', { Variables }));
    expect(withVariables({ A: '1', B: '2' })).toBe(withVariables({ B: '2', A: '1' }));
  });

  it('changes with what stands in a layer of the same stack, whose own id stays', () => {
    const withLayer = (key: string) =>
      versionId((resource, stack) => {
        const layer = new CfnLayerVersion(stack, 'Layer', { content: { s3Bucket: 'b', s3Key: key } });
        resource.layers = [layer.ref];
      });
    expect(withLayer('1.zip')).not.toBe(withLayer('2.zip'));
    expect(withLayer('1.zip')).toBe(withLayer('1.zip'));
  });
});

describe('a version', () => {
  const { stack, version } = stackWith(() => {}, temporaryApp());
  const arn = stack.resolve(version.arn);
  const template = stackTemplate(templatesOf(stack.node.root as App), 'stack');

  it('stays beside the next one, but not when it was just created and is rolled back', () => {
    expect(onlyResource(template, 'AWS::Lambda::Version')).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('is referred to by the id that it really has', () => {
    expect(Object.keys(template.Resources)).toContain(arn.Ref);
  });

  it('is no moved resource to `cdk refactor`', () => {
    expect(onlyResource(template, 'AWS::Lambda::Version')).toMatchObject({
      Metadata: { 'aws:cdk:do-not-refactor': true },
    });
  });
});

function sorted(properties: Record<string, unknown>): string {
  return JSON.stringify(properties, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
