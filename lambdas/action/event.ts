import type { ActionDeclaration, ActionInvocation, OutputType } from '../../lib/workflow/action-contract';

/** What HubSpot hands to `exports.main` ("Custom code actions", HubSpot developers' documentation). */
export interface HubSpotEvent {
  origin: { portalId: number };
  context: { source: 'WORKFLOWS'; workflowId: string };
  object: { objectType: string; objectId: number | string; properties?: Record<string, string> };
  inputFields: Record<string, string>;
  /** Not in HubSpot's documentation, but much code reads it: the same object as `inputFields`. */
  fields: Record<string, string>;
  callbackId: string;
  /** With a bot's event: `userMessage`, `session`, and the like ("Code snippets in bots"). */
  [ofBot: string]: unknown;
}

/**
 * HubSpot's event for an invocation: object type in HubSpot's spelling, a numeric id as a number, inputs as text.
 *
 * @param noProperties called once if the code asks for `event.object.properties` and there are none: a workflow's step
 *   sends none, and HubSpot documents them for other actions than custom code
 */
export function hubspotEvent(
  invocation: ActionInvocation,
  declaration: ActionDeclaration,
  portalId: number,
  noProperties: () => void,
): HubSpotEvent {
  const inputFields = texts(invocation.inputs, declaration.inputTypes);
  const { objectType, objectId, properties } = invocation.object;
  const object = { objectType: hubspotObjectType(objectType), objectId: hubspotObjectId(objectId) };
  return {
    ...invocation.bot,
    origin: { portalId },
    context: { source: 'WORKFLOWS', workflowId: declaration.workflow },
    object:
      properties === undefined ? watched(object, noProperties) : { ...object, properties: texts(properties) },
    inputFields,
    fields: inputFields,
    callbackId: invocation.callbackId,
  };
}

function texts(
  values: Readonly<Record<string, unknown>>,
  types?: ActionDeclaration['inputTypes'],
): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = inputText(value, types?.[name]);
    if (text !== undefined) given[name] = text;
  }
  return given;
}

/** The object, which still has no `properties`, neither listed nor printed nor as JSON: but to ask for them is told. */
function watched<T extends object>(object: T, noProperties: () => void): T {
  const forget = () => Reflect.deleteProperty(object, 'properties');
  return Object.defineProperty(object, 'properties', {
    configurable: true,
    get() {
      forget();
      noProperties();
    },
    set(value) {
      forget();
      Reflect.set(object, 'properties', value);
    },
  });
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
