import { isTemplateObject, type TemplateObject } from './template';

/** A property that CloudFormation takes as text, or `otherwise` where it is absent. */
export function readText(value: unknown, otherwise: string): string {
  return value === undefined || value === null ? otherwise : String(value);
}

/** A property that CloudFormation takes as a number, in digits too, or `otherwise` where it is absent. */
export function readNumber(value: unknown, otherwise: number): number {
  return value === undefined || value === null ? otherwise : Number(value);
}

/** A property that is an object; empty where it is absent. */
export function readObject(value: unknown): TemplateObject {
  return isTemplateObject(value) ? value : {};
}

/** A property that is a list of objects; empty where it is absent. */
export function readObjects(value: unknown): readonly TemplateObject[] {
  return Array.isArray(value) ? value.filter(isTemplateObject) : [];
}

/** A property that is a map of texts; CloudFormation writes numbers and booleans in it as text. */
export function readTexts(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(readObject(value)).map(([key, text]) => [key, String(text)]));
}
