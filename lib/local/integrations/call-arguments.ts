import { isTemplateObject, type TemplateObject } from '../assembly/template';
import type { IntegrationCall } from '../states';

/** A call's arguments; empty where they are no object. */
export function argumentsOf(call: IntegrationCall): TemplateObject {
  return isTemplateObject(call.arguments) ? call.arguments : {};
}

/** A parameter that an API takes as JSON text, and Step Functions also as a value. */
export function jsonText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}

/** A parameter that is text, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
