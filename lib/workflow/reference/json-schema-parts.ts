import type { z } from 'zod';

/** A JSON Schema, as data. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** A part of a JSON Schema as an object; `true`, which allows anything, as one without rules. */
export function asSchema(part: z.core.JSONSchema._JSONSchema | undefined): JsonSchema {
  return typeof part === 'object' ? part : {};
}

/** The schema that a reference into the definitions names, or the schema itself. */
export function resolveSchema(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const reference = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
  const definitions = new Map(Object.entries(root.definitions ?? {}));
  return reference === undefined
    ? schema
    : asSchema(definitions.get(reference.replace('#/definitions/', '')));
}

/** The schema of a key. */
export function propertyOf(schema: JsonSchema, key: string): JsonSchema {
  return asSchema(schema.properties?.[key]);
}

/** The schema of the items of a list. */
export function itemsOf(schema: JsonSchema, root: JsonSchema): JsonSchema {
  return Array.isArray(schema.items) ? {} : resolveSchema(asSchema(schema.items), root);
}
