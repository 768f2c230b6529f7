/** A JSON object as it stands in a template. */
export interface TemplateObject {
  readonly [key: string]: unknown;
}

/** A resource as a CloudFormation template declares it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: TemplateObject;
  readonly Condition?: string;
}

/** A parameter as a CloudFormation template declares it. */
export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
}

/** The sections of a CloudFormation template that a local run reads. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Conditions?: TemplateObject;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, TemplateObject>>>>;
}

/** Whether a value is a JSON object: neither null nor a list. */
export function isTemplateObject(value: unknown): value is TemplateObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
