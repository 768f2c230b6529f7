import { CfnResource, type Stack } from 'aws-cdk-lib';
import { TemplateTooLargeError } from './template-too-large-error';

/**
 * CloudFormation takes 500 resources and 1 MB a template ("CloudFormation quotas"). We stop a little before, so that
 * what a team adds by aspects still fits.
 */
export const templateLimits = { resources: 480, bytes: 900_000 } as const;

/** What a resource of ours takes in a template, tags included; measured on stacks of 1 to 100 actions. */
const bytesPerResource = 1_350;

/**
 * Refuses a workflow's stack that CloudFormation would refuse, before anything is uploaded.
 *
 * @param definition the state machine's definition as it stands in the stack: most of what grows in a template
 * @throws TemplateTooLargeError naming the workflow and what to do
 */
export function checkTemplateSize(stack: Stack, workflow: string, definition: string): void {
  const resources = stack.node.findAll().filter(CfnResource.isCfnResource).length;
  if (resources > templateLimits.resources) {
    throw new TemplateTooLargeError(
      workflow,
      `${resources} resources, where a stack has room for ${templateLimits.resources}`,
    );
  }
  const bytes = JSON.stringify(stack.resolve(definition)).length + resources * bytesPerResource;
  if (bytes > templateLimits.bytes) {
    throw new TemplateTooLargeError(
      workflow,
      `a template of ${Math.round(bytes / 1000)} KB, where a stack has room for ${templateLimits.bytes / 1000} KB`,
    );
  }
}
