import { z } from 'zod';

/** The name of an object type. */
export const objectTypeName = z
  .string()
  .max(40)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'A name is a letter, then letters, digits, `_` and `-`: `contact`.');

/** The name of a property. */
export const propertyName = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'A name is of letters, digits and `_`, and begins with no digit: `owner_id`.',
  );

/** The kinds of values that a property can have: HubSpot's. */
export const propertyTypes = [
  'string',
  'number',
  'boolean',
  'date',
  'datetime',
  'enumeration',
  'phone',
] as const;

/** One of the kinds of values that a property can have. */
export type PropertyType = (typeof propertyTypes)[number];

/** Titles and descriptions, for people. */
const labels = {
  title: z.string().min(1).optional().describe('What people read.'),
  description: z.string().optional().describe('What it is for.'),
};

/** One property of an object type. */
export const propertyDefinition = z
  .strictObject({
    type: z
      .enum(propertyTypes)
      .describe('The kind of value: `date` is `2026-11-24`, `datetime` is ISO 8601 with a zone.'),
    choices: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'The values that it can have; several at once stand in one text with `;` between. Needed for `enumeration`, and for nothing else.',
      ),
    indexed: z.boolean().default(false).describe('Whether records can be found by this property.'),
    ...labels,
  })
  .describe('A property of a record.');

/** One object type: a kind of record. */
export const objectTypeDefinition = z
  .strictObject({
    ...labels,
    properties: z.record(propertyName, propertyDefinition).describe('The properties, by name.'),
  })
  .describe('A kind of record.');

/** The file `records.schema.json`: which records there are, and which properties they have. */
export const recordsSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where the editor finds the JSON Schema of this file.'),
    objectTypes: z.record(objectTypeName, objectTypeDefinition).describe('The object types, by name.'),
  })
  .describe('The kinds of records that workflows work on, and their properties.');

export interface PropertyDefinition extends z.infer<typeof propertyDefinition> {}
export interface ObjectTypeDefinition extends z.infer<typeof objectTypeDefinition> {}
export interface RecordsSchema extends z.infer<typeof recordsSchema> {}
