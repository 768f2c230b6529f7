/** A resource as it stands in a CloudFormation template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A CloudFormation template, as far as its resources go. */
export interface StackTemplate {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

/** The logical ids that a value of a template refers to, by `Ref`, `Fn::GetAtt` or `Fn::Sub`, wherever in it. */
export function referencesIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref' && typeof inner === 'string') found.add(inner);
    else if (key === 'Fn::GetAtt') addAttribute(inner, found);
    else if (key === 'Fn::Sub') addSubstituted(inner, found);
    collect(inner, found);
  }
}

/** `["LogicalId", "Arn"]`, or `"LogicalId.Arn"`. */
function addAttribute(value: unknown, found: Set<string>): void {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') found.add(first.split('.')[0] ?? '');
}

/** `"… ${LogicalId} … ${LogicalId.Arn} …"`, alone or with a map of its own names. `${!Literal}` names nothing. */
function addSubstituted(value: unknown, found: Set<string>): void {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string') return;
  for (const [, name = ''] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) found.add(name.split('.')[0] ?? '');
}
