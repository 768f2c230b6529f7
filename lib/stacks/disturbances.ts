import { canonicalJson } from '../bundler/canonical-json';
import { executionReach } from './execution-reach';
import { referencesIn, type StackTemplate, type TemplateResource } from './template';
import { updateRulesOf } from './update-rules';

/** Something that a deploy takes away from executions that are under way, or changes under them. */
export interface Disturbance {
  /** The logical id in the template that executions began on. */
  readonly resource: string;
  readonly type: string;
  /** `deleted` and `replaced`: it is gone, since no policy of its keeps it. `changed`: it is edited in place. */
  readonly kind: 'deleted' | 'replaced' | 'changed';
  /** The properties by which it is replaced or changed, sorted; none where it is deleted. */
  readonly properties: readonly string[];
}

/** The policies by which CloudFormation keeps what it would delete ("DeletionPolicy attribute"). */
const keeping: ReadonlySet<string | undefined> = new Set(['Retain', 'RetainExceptOnCreate']);

/**
 * What a deploy of `after` over `before` does to the executions of `before`: nothing, if everything that they can reach
 * is unchanged, or is kept beside what takes its place. Resources are compared by their logical ids and what the
 * templates say of them; both are templates of the same stack.
 *
 * @returns in the order of `before`
 */
export function disturbances(before: StackTemplate, after: StackTemplate): readonly Disturbance[] {
  const reach = executionReach(before);
  const replaced = replacedResources(before, after);
  return Object.entries(before.Resources)
    .filter(([id]) => reach.has(id))
    .flatMap(([id, resource]) => disturbanceOf(id, resource, after.Resources[id], replaced));
}

function disturbanceOf(
  id: string,
  before: TemplateResource,
  after: TemplateResource | undefined,
  replaced: ReadonlySet<string>,
): Disturbance[] {
  const type = before.Type;
  if (after === undefined) {
    return keeping.has(before.DeletionPolicy)
      ? []
      : [{ resource: id, type, kind: 'deleted', properties: [] }];
  }
  const changed = changedProperties(before, after, replaced);
  const { replacing, unnoticed } = updateRulesOf(type);
  if (replaced.has(id)) {
    // Which of the two templates CloudFormation goes by is not documented.
    const kept = [before, after].every((version) => keeping.has(version.UpdateReplacePolicy));
    const properties = changed.filter((name) => replacing.includes(name));
    return kept ? [] : [{ resource: id, type, kind: 'replaced', properties }];
  }
  const noticed = changed.filter((name) => unnoticed !== 'every other' && !unnoticed.includes(name));
  return noticed.length === 0 ? [] : [{ resource: id, type, kind: 'changed', properties: noticed }];
}

/** What CloudFormation makes anew: what changes a property that cannot be updated, and what so refers to such. */
function replacedResources(before: StackTemplate, after: StackTemplate): ReadonlySet<string> {
  const replaced = new Set<string>();
  for (let known = -1; known < replaced.size; ) {
    known = replaced.size;
    for (const [id, resource] of Object.entries(before.Resources)) {
      const next = after.Resources[id];
      if (next !== undefined && isReplaced(resource, next, replaced)) replaced.add(id);
    }
  }
  return replaced;
}

function isReplaced(
  before: TemplateResource,
  after: TemplateResource,
  replaced: ReadonlySet<string>,
): boolean {
  if (before.Type !== after.Type) return true;
  const { replacing } = updateRulesOf(before.Type);
  return changedProperties(before, after, replaced).some((name) => replacing.includes(name));
}

/** Properties whose value is another, or refers to what is another now. Tags do not count. */
function changedProperties(
  { Properties: before = {} }: TemplateResource,
  { Properties: after = {} }: TemplateResource,
  replaced: ReadonlySet<string>,
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete('Tags');
  return [...names]
    .filter(
      (name) =>
        canonicalJson(before[name]) !== canonicalJson(after[name]) ||
        [...referencesIn(after[name])].some((id) => replaced.has(id)),
    )
    .sort();
}
