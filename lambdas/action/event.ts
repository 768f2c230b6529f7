import type { ActionDeclaration, ActionInvocation, OutputType } from '../../lib/workflow/action-contract';

/** What HubSpot hands to `exports.main` ("Custom code actions", HubSpot developers' documentation). */
export interface HubSpotEvent {
  origin: { portalId: number };
  context: { source: 'WORKFLOWS'; workflowId: string };
  object: { objectType: string; objectId: number | string };
  inputFields: Record<string, string>;
  /** Not in HubSpot's documentation, but much code reads it: the same object as `inputFields`. */
  fields: Record<string, string>;
  callbackId: string;
}

/** HubSpot's event for an invocation: object type in HubSpot's spelling, a numeric id as a number, inputs as text. */
export function hubspotEvent(
  invocation: ActionInvocation,
  declaration: ActionDeclaration,
  portalId: number,
): HubSpotEvent {
  const inputFields: Record<string, string> = {};
  for (const [name, value] of Object.entries(invocation.inputs)) {
    const text = inputText(value, declaration.inputTypes?.[name]);
    if (text !== undefined) inputFields[name] = text;
  }
  const { objectType, objectId } = invocation.object;
  return {
    origin: { portalId },
    context: { source: 'WORKFLOWS', workflowId: declaration.workflow },
    object: { objectType: hubspotObjectType(objectType), objectId: hubspotObjectId(objectId) },
    inputFields,
    fields: inputFields,
    callbackId: invocation.callbackId,
  };
}

/** `contact` is `CONTACT` at HubSpot, and `lineItem` is `LINE_ITEM`. */
function hubspotObjectType(objectType: string): string {
  return objectType.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

/** HubSpot's ids are numbers; an id of ours that is no such number, or too long to be exact, stays text. */
function hubspotObjectId(objectId: string): number | string {
  const number = Number(objectId);
  return Number.isSafeInteger(number) && String(number) === objectId ? number : objectId;
}

/**
 * An input as HubSpot gives it: always text; dates as epoch milliseconds (where the input is known to be a date),
 * several choices joined by `;`. Nothing where there is no value.
 */
function inputText(value: unknown, type: OutputType | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') {
    const time = type === 'date' || type === 'datetime' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(time) ? value : String(time);
  }
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(';');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
