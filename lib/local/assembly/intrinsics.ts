import { NO_VALUE, type Scope } from './scope';
import { isTemplateObject, type TemplateObject } from './template';
import { UnresolvableValueError } from './unresolvable-value-error';

/** Resolves one intrinsic's argument. `resolve` resolves what stands inside it. */
type Intrinsic = (argument: unknown, scope: Scope, path: string) => unknown;

/**
 * Resolves the intrinsic functions in a value of a template, by the rules of "Intrinsic function reference" in the
 * CloudFormation user guide.
 *
 * @param path where the value stands; errors name it
 * @throws UnresolvableValueError for an unknown intrinsic or name, and for arguments of the wrong kind
 */
export function resolveValue(value: unknown, scope: Scope, path: string): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item, at) => resolveValue(item, scope, `${path}/${at}`))
      .filter((item) => item !== NO_VALUE);
  }
  if (!isTemplateObject(value)) return value;
  const [key, ...others] = Object.keys(value);
  if (key !== undefined && others.length === 0 && isIntrinsicName(key)) {
    const intrinsic = INTRINSICS.get(key);
    if (!intrinsic)
      throw new UnresolvableValueError(path, `The local run does not know the intrinsic ${key}`);
    return intrinsic(value[key], scope, `${path}/${key}`);
  }
  return resolveEntries(value, scope, path);
}

function isIntrinsicName(key: string): boolean {
  return key === 'Ref' || key === 'Condition' || key.startsWith('Fn::');
}

function resolveEntries(value: TemplateObject, scope: Scope, path: string): TemplateObject {
  const entries = Object.entries(value)
    .map(([key, inner]): [string, unknown] => [key, resolveValue(inner, scope, `${path}/${key}`)])
    .filter(([, inner]) => inner !== NO_VALUE);
  return Object.fromEntries(entries);
}

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  [
    'Ref',
    (name, scope, path) => found(scope.ref(text(name, path)), path, `Nothing is named ${String(name)}`),
  ],
  ['Condition', (name, scope, path) => condition(name, scope, path)],
  ['Fn::GetAtt', getAttribute],
  ['Fn::Join', join],
  ['Fn::Sub', substitute],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::If', chooseByCondition],
  ['Fn::And', (terms, scope, path) => list(terms, path).every((term) => truth(term, scope, path))],
  ['Fn::Or', (terms, scope, path) => list(terms, path).some((term) => truth(term, scope, path))],
  ['Fn::Not', (terms, scope, path) => !truth(list(terms, path)[0], scope, path)],
  ['Fn::Equals', equals],
  ['Fn::FindInMap', findInMap],
  ['Fn::Base64', (value, scope, path) => Buffer.from(resolveText(value, scope, path)).toString('base64')],
  ['Fn::GetAZs', getAvailabilityZones],
  ['Fn::ToJsonString', (value, scope, path) => JSON.stringify(resolveValue(value, scope, path))],
  ['Fn::Length', (value, scope, path) => list(resolveValue(value, scope, path), path).length],
]);

function getAttribute(argument: unknown, scope: Scope, path: string): unknown {
  const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : list(argument, path);
  const attribute = rest.map((part) => resolveText(part, scope, path)).join('.');
  const id = text(logicalId, path);
  return found(scope.attribute(id, attribute), path, `${id} has no attribute ${attribute}`);
}

function join(argument: unknown, scope: Scope, path: string): string {
  const [separator, values] = list(argument, path);
  return list(resolveValue(values, scope, path), path)
    .map((value) => text(value, path))
    .join(text(separator, path));
}

/** `${Name}`, `${Resource.Attribute}`; `${!Name}` is the text `${Name}`. */
function substitute(argument: unknown, scope: Scope, path: string): string {
  const [template, own] = typeof argument === 'string' ? [argument, {}] : list(argument, path);
  const variables = isTemplateObject(own) ? own : {};
  return text(template, path).replace(/\$\{(!?)([^}]*)\}/g, (_, escaped: string, written: string) => {
    if (escaped) return `\${${written}}`;
    const name = written.trim();
    if (Object.hasOwn(variables, name)) return resolveText(variables[name], scope, path);
    const dot = name.indexOf('.');
    const value = dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
    return text(found(value, path, `Nothing is named ${name}`), path);
  });
}

function select(argument: unknown, scope: Scope, path: string): unknown {
  const [index, values] = list(argument, path);
  const at = Number(resolveText(index, scope, path));
  const items = list(resolveValue(values, scope, path), path);
  return found(items[at], path, `The list has ${items.length} entries and none at ${at}`);
}

function split(argument: unknown, scope: Scope, path: string): string[] {
  const [separator, value] = list(argument, path);
  return resolveText(value, scope, path).split(text(separator, path));
}

function chooseByCondition(argument: unknown, scope: Scope, path: string): unknown {
  const [name, whenTrue, whenFalse] = list(argument, path);
  return resolveValue(condition(name, scope, path) ? whenTrue : whenFalse, scope, path);
}

function condition(name: unknown, scope: Scope, path: string): boolean {
  const value = scope.condition(text(name, path));
  if (value === undefined) throw new UnresolvableValueError(path, `No condition is named ${String(name)}`);
  return value;
}

function equals(argument: unknown, scope: Scope, path: string): boolean {
  const [one, other] = list(argument, path).map((value) => resolveValue(value, scope, path));
  return typeof one === 'object'
    ? JSON.stringify(one) === JSON.stringify(other)
    : String(one) === String(other);
}

function findInMap(argument: unknown, scope: Scope, path: string): unknown {
  const parts = list(argument, path);
  const [map = '', first = '', second = ''] = parts.slice(0, 3).map((part) => resolveText(part, scope, path));
  const value = scope.mapping(map, first, second);
  const options = parts[3];
  if (value === undefined && isTemplateObject(options) && 'DefaultValue' in options) {
    return resolveValue(options.DefaultValue, scope, path);
  }
  return found(value, path, `Mappings has no ${map}.${first}.${second}`);
}

function getAvailabilityZones(argument: unknown, scope: Scope, path: string): string[] {
  const region = resolveText(argument, scope, path) || scope.region;
  return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
}

function truth(term: unknown, scope: Scope, path: string): boolean {
  const value = resolveValue(term, scope, path);
  return value === true || value === 'true';
}

function resolveText(value: unknown, scope: Scope, path: string): string {
  return text(resolveValue(value, scope, path), path);
}

function text(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new UnresolvableValueError(path, `Expected a string and found ${JSON.stringify(value) ?? 'nothing'}`);
}

function list(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new UnresolvableValueError(path, `Expected a list and found ${JSON.stringify(value) ?? 'nothing'}`);
}

function found(value: unknown, path: string, otherwise: string): unknown {
  if (value === undefined) throw new UnresolvableValueError(path, otherwise);
  return value;
}
