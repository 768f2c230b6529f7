import { CodedActionsError } from '../coded-actions-error';
import type { StageServices } from './services';
import { sideBySide } from './side-by-side';
import type { Resource, Verdict } from './verdict';

/** What came of one deletion. */
export interface Deletion {
  readonly resource: Resource;
  readonly outcome: 'deleted' | 'failed' | 'skipped';
  /** Why it failed, or was skipped. */
  readonly problem?: string;
}

/** What is made of others goes before them, so that whatever stands when this is killed is found by the next `prune`. */
const order: readonly Resource['kind'][] = ['version', 'function', 'role', 'policy', 'logGroup'];

/**
 * Deletes what is to be deleted: versions, functions, roles with their policies, managed policies, log groups. What is
 * gone already counts as deleted. Where something of a workflow fails, what comes later of it is skipped, since what
 * stands may still use it; other workflows go on.
 *
 * @param tell hears of each, as soon as it is done
 */
export async function deleteInOrder(
  verdicts: readonly Verdict[],
  services: StageServices,
  tell: (deletion: Deletion) => void,
): Promise<readonly Deletion[]> {
  const failed = new Set<string | undefined>();
  const deletions: Deletion[] = [];
  for (const kind of order) {
    const failedBefore = new Set(failed);
    const due = verdicts.filter(({ resource, verdict }) => verdict === 'delete' && resource.kind === kind);
    await sideBySide(due, async ({ resource }) => {
      const deletion = failedBefore.has(resource.workflow)
        ? skipped(resource)
        : await deleteOne(resource, services);
      if (deletion.outcome === 'failed') failed.add(resource.workflow);
      deletions.push(deletion);
      tell(deletion);
    });
  }
  return deletions;
}

function skipped(resource: Resource): Deletion {
  return { resource, outcome: 'skipped', problem: 'something else of its workflow could not be deleted' };
}

async function deleteOne(resource: Resource, services: StageServices): Promise<Deletion> {
  try {
    await call(resource, services);
    return { resource, outcome: 'deleted' };
  } catch (error) {
    if (!(error instanceof CodedActionsError)) throw error;
    return { resource, outcome: 'failed', problem: `${error.message} ${error.remedy}` };
  }
}

function call({ kind, id }: Resource, { functions, identity, logs }: StageServices): Promise<void> {
  switch (kind) {
    case 'version': {
      const end = id.lastIndexOf(':');
      const name = id.slice(id.lastIndexOf(':', end - 1) + 1, end);
      return functions.deleteVersion(name, id.slice(end + 1));
    }
    case 'function':
      return functions.deleteFunction(id);
    case 'role':
      return identity.deleteRole(id);
    case 'policy':
      return identity.deletePolicy(id);
    case 'logGroup':
      return logs.delete(id);
  }
}
