import type { LocalStateMachine } from '../local-resources';
import { physicalName } from '../physical-name';
import { readObject, readText, readTexts } from '../property-readers';
import type { ResolvedResource, ResourceKind } from '../resource-kind';
import { isTemplateObject, type TemplateObject } from '../template';
import { UnsupportedResourceError } from '../unsupported-resource-error';

/** A state machine; `Ref` gives its ARN. */
export const stateMachine: ResourceKind<LocalStateMachine> = {
  type: 'AWS::StepFunctions::StateMachine',
  identify(resource) {
    const name = physicalName(resource, 'StateMachineName', 80);
    const arn = `arn:aws:states:${resource.region}:${resource.account}:stateMachine:${name}`;
    return { ref: arn, attributes: { Arn: arn, Name: name } };
  },
  read(resource) {
    const { stackName, logicalId, identity, properties } = resource;
    return {
      stack: stackName,
      logicalId,
      name: identity.attributes.Name ?? '',
      arn: identity.ref,
      type: readText(properties.StateMachineType, 'STANDARD') === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
      definition: readDefinition(resource),
      roleArn: readText(properties.RoleArn, ''),
      logs: readText(readObject(properties.LoggingConfiguration).Level, 'OFF') !== 'OFF',
      traces: readText(readObject(properties.TracingConfiguration).Enabled, 'false') === 'true',
    };
  },
};

function readDefinition({ stackName, logicalId, properties }: ResolvedResource): TemplateObject {
  if (isTemplateObject(properties.Definition)) return properties.Definition;
  if (typeof properties.DefinitionString !== 'string') {
    throw new UnsupportedResourceError(stackName, logicalId, 'a definition that is not in the template');
  }
  const substitutions = readTexts(properties.DefinitionSubstitutions);
  const text = properties.DefinitionString.replace(
    /\$\{(\w+)\}/g,
    (whole, name: string) => substitutions[name] ?? whole,
  );
  const definition = parse(text);
  if (!isTemplateObject(definition)) {
    throw new UnsupportedResourceError(stackName, logicalId, 'a definition that is not a JSON object');
  }
  return definition;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
