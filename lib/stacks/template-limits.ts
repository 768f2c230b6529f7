import { CfnResource, type Stack } from 'aws-cdk-lib';
import type { CompiledWorkflow } from '../compiler/compiled-workflow';
import { TemplateTooLargeError } from './template-too-large-error';

/**
 * CloudFormation takes 500 resources and 1 MB a template ("CloudFormation quotas"). We stop a little before, so that
 * what a team adds by aspects still fits.
 */
export const templateLimits = { resources: 480, bytes: 900_000 } as const;

/** What tags, and the paths that the CDK's CLI asks for, add to a resource when the template is written. */
const addedPerResource = 320;

/** No resource of ours is larger, but for a definition, and for roles by the secrets that they may read. */
const typicalResource = 1500;
const typicalSecret = 500;

/**
 * Refuses a workflow's stack that CloudFormation would refuse, before anything is uploaded.
 *
 * @param definition the state machine's definition as it stands in the stack: most of what grows in a template
 * @param render gives the stack's template; it costs as much as writing it, and is asked only where it may be large
 * @throws TemplateTooLargeError naming the workflow and what to do
 */
export function checkTemplateSize(
  stack: Stack,
  workflow: CompiledWorkflow,
  definition: string,
  render: () => unknown,
): void {
  const resources = stack.node.findAll().filter(CfnResource.isCfnResource).length;
  if (resources > templateLimits.resources) {
    throw new TemplateTooLargeError(
      workflow.name,
      `${resources} resources, where a stack has room for ${templateLimits.resources}`,
    );
  }
  const secrets = workflow.actions.reduce((sum, { declaration }) => sum + declaration.secrets.length, 0);
  const estimate = definition.length + resources * typicalResource + secrets * typicalSecret;
  if (estimate < templateLimits.bytes / 4) return;
  const bytes = Buffer.byteLength(JSON.stringify(render(), undefined, 1)) + resources * addedPerResource;
  if (bytes > templateLimits.bytes) {
    throw new TemplateTooLargeError(
      workflow.name,
      `a template of ${Math.ceil(bytes / 1000)} KB, where a stack has room for ${templateLimits.bytes / 1000} KB`,
    );
  }
}
