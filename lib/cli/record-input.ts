import { z } from 'zod';

/** An id as people write it: a text, or a whole number that JSON does not round. */
const objectId = z
  .union([z.string().min(1), z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)])
  .transform(String)
  .describe('The id of the record: a text or a whole number.');

/** A record as a file gives it. */
export const recordInput = z
  .strictObject({
    objectType: z.string().min(1).describe('The type of the record, such as `contact`.'),
    objectId,
    properties: z.record(z.string().min(1), z.json()).default({}).describe('The properties, by name.'),
  })
  .describe('A record.');

/** An EventBridge event as a file gives it (docs/events.md). */
export const eventInput = z
  .looseObject({
    id: z.string().min(1).optional().describe("The envelope's id; made up without it."),
    source: z.string().min(1).describe('Who sends the event.'),
    'detail-type': z.string().min(1).describe('What happened: the name that a trigger has in `event`.'),
    detail: z
      .looseObject({ objectType: z.string().min(1).optional(), objectId: objectId.optional() })
      .describe('What the event says: `objectType`, `objectId` and whatever else.'),
  })
  .describe('An EventBridge event.');

export interface RecordInput extends z.infer<typeof recordInput> {}
export interface EventInput extends z.infer<typeof eventInput> {}
