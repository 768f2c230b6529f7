import type { LocalRule, LocalTarget } from '../local-resources';
import { physicalName } from '../physical-name';
import { readNumber, readObject, readObjects, readText, readTexts } from '../property-readers';
import type { ResourceKind } from '../resource-kind';
import { isTemplateObject, type TemplateObject } from '../template';
import { UnsupportedResourceError } from '../unsupported-resource-error';

/** A rule; `Ref` gives its name. Its bus may be named, or given by ARN; without one it is the account's default. */
export const rule: ResourceKind<LocalRule> = {
  type: 'AWS::Events::Rule',
  identify(resource) {
    const name = physicalName(resource, 'Name', 64);
    const bus = busName(resource.property('EventBusName'));
    const path = bus === 'default' ? name : `${bus}/${name}`;
    const arn = `arn:aws:events:${resource.region}:${resource.account}:rule/${path}`;
    return { ref: bus === 'default' ? name : `${bus}|${name}`, attributes: { Arn: arn } };
  },
  read({ stackName, logicalId, identity, properties }) {
    const schedule = properties.ScheduleExpression;
    return {
      stack: stackName,
      logicalId,
      name: identity.ref.slice(identity.ref.indexOf('|') + 1),
      arn: identity.attributes.Arn ?? '',
      busName: busName(properties.EventBusName),
      enabled: readText(properties.State, 'ENABLED') !== 'DISABLED',
      ...(isTemplateObject(properties.EventPattern) ? { eventPattern: properties.EventPattern } : {}),
      ...(typeof schedule === 'string' ? { scheduleExpression: schedule } : {}),
      targets: readObjects(properties.Targets).map((target) => readTarget(target, stackName, logicalId)),
    };
  },
};

function busName(value: unknown): string {
  return readText(value, 'default').replace(/^arn:.*:event-bus\//, '');
}

/** Defaults from "Event retry policy and using dead-letter queues": 185 attempts within 24 hours. */
function readTarget(target: TemplateObject, stack: string, logicalId: string): LocalTarget {
  const arn = readText(target.Arn, '');
  if (
    !/^arn:[^:]*:(states:[^:]*:[^:]*:stateMachine|lambda:[^:]*:[^:]*:function|events:[^:]*:[^:]*:event-bus|sqs)[:/]/.test(
      arn,
    )
  ) {
    throw new UnsupportedResourceError(stack, logicalId, `the rule target ${arn}`);
  }
  const retry = readObject(target.RetryPolicy);
  const deadLetterArn = readObject(target.DeadLetterConfig).Arn;
  const transformer = target.InputTransformer;
  return {
    id: readText(target.Id, ''),
    arn,
    maximumRetryAttempts: readNumber(retry.MaximumRetryAttempts, 185),
    maximumEventAgeSeconds: readNumber(retry.MaximumEventAgeInSeconds, 86_400),
    ...(typeof deadLetterArn === 'string' ? { deadLetterArn } : {}),
    ...(typeof target.RoleArn === 'string' ? { roleArn: target.RoleArn } : {}),
    ...(typeof target.Input === 'string' ? { input: target.Input } : {}),
    ...(typeof target.InputPath === 'string' ? { inputPath: target.InputPath } : {}),
    ...(isTemplateObject(transformer)
      ? {
          inputTransformer: {
            inputPathsMap: readTexts(transformer.InputPathsMap),
            inputTemplate: readText(transformer.InputTemplate, ''),
          },
        }
      : {}),
  };
}
