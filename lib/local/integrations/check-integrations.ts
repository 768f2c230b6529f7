import type { LocalStateMachine } from '../assembly/local-resources';
import { isTemplateObject } from '../assembly/template';
import { UnsupportedResourceError } from '../assembly/unsupported-resource-error';
import { isSupportedResource } from './local-integrations';

/**
 * Checks that the tasks of a state machine can be carried out on this machine, before anything runs.
 *
 * @throws UnsupportedResourceError for the first that cannot
 */
export function checkIntegrations({ stack, logicalId, definition }: LocalStateMachine): void {
  visit(definition, (resource) => {
    if (!isSupportedResource(resource)) {
      throw new UnsupportedResourceError(stack, logicalId, `the task ${resource}`);
    }
  });
}

/** Task states stand at any depth: in branches and in item processors. */
function visit(value: unknown, onTask: (resource: string) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, onTask);
  if (!isTemplateObject(value)) return;
  if (value.Type === 'Task' && typeof value.Resource === 'string') onTask(value.Resource);
  for (const field of ['States', 'Branches', 'ItemProcessor', 'Iterator']) {
    const inner = value[field];
    if (field === 'States' && isTemplateObject(inner))
      for (const state of Object.values(inner)) visit(state, onTask);
    else visit(inner, onTask);
  }
}
