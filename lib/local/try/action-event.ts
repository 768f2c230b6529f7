import { z } from 'zod';
import type { ActionInvocation } from '../../workflow/action-contract';

const id = z.union([z.string(), z.number()]).nullish();

/**
 * An event as HubSpot's documentation shows it, and as `event.json` files in public collections have it: whatever is
 * left out is made up, `fields` is the undocumented other name of `inputFields`, and further keys are no mistake.
 */
export const actionEventInput = z
  .looseObject({
    origin: z.looseObject({ portalId: id }).nullish().describe('Where it comes from: `portalId`.'),
    context: z.looseObject({ workflowId: id }).nullish().describe('The workflow: `workflowId`.'),
    object: z
      .looseObject({
        objectType: z.string().nullish().describe('The type of the record, such as `CONTACT`.'),
        objectId: id.describe('The id of the record: a text or a number.'),
        properties: z.record(z.string(), z.json()).nullish().describe('Properties of the record.'),
      })
      .nullish()
      .describe('The enrolled record.'),
    inputFields: z.record(z.string(), z.json()).nullish().describe('The inputs, by name.'),
    fields: z.record(z.string(), z.json()).nullish().describe('The same as `inputFields`.'),
    callbackId: z.string().nullish().describe('The idempotency key.'),
  })
  .describe("An event of HubSpot's custom code.");

export interface ActionEventInput extends z.infer<typeof actionEventInput> {}

/** Where an action is tried, as its event says. */
export interface TriedInvocation {
  readonly invocation: ActionInvocation;
  readonly portalId: string;
  readonly workflowId: string;
  /** Keys of the event that an action is not given. */
  readonly ignored: readonly string[];
}

const known: ReadonlySet<string> = new Set([
  'origin',
  'context',
  'object',
  'inputFields',
  'fields',
  'callbackId',
]);

/** Of these a bot's event has one at least ("Code snippets in bots", HubSpot developers' documentation). */
const ofBots = ['userMessage', 'session'];

/**
 * The invocation that hands this event to an action.
 *
 * @param now ISO 8601
 * @param execution the ARN of the made-up execution
 */
export function invocationOf(event: ActionEventInput, now: string, execution: string): TriedInvocation {
  const { origin, context, object, inputFields, fields, callbackId } = event;
  const properties = object?.properties;
  const others = Object.keys(event).filter((key) => !known.has(key));
  const isBot = ofBots.some((key) => key in event);
  return {
    invocation: {
      callbackId: callbackId ?? 'ap-0-0-0-0',
      object: {
        objectType: object?.objectType ?? 'CONTACT',
        objectId: String(object?.objectId ?? 1),
        ...(properties ? { properties } : {}),
      },
      ...(isBot ? { bot: Object.fromEntries(others.map((key) => [key, event[key]])) } : {}),
      inputs: { ...fields, ...inputFields },
      execution,
      attempt: { now, since: now, waits: 0, retries: 0 },
    },
    portalId: String(origin?.portalId ?? 0),
    workflowId: String(context?.workflowId ?? 'try'),
    ignored: isBot ? [] : others,
  };
}
