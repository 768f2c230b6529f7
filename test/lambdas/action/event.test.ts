import { inspect } from 'node:util';
import { hubspotEvent as hubspotEventOf } from '../../../lambdas/action/event';
import type { ActionDeclaration, ActionInvocation, OutputType } from '../../../lib/workflow/action-contract';
import { declaration, invocation } from './run-action';

const hubspotEvent = (
  invoked: ActionInvocation,
  declared: ActionDeclaration,
  portalId: number,
  noProperties = () => {},
) => hubspotEventOf(invoked, declared, portalId, noProperties);
const eventOf = (inputs: Record<string, unknown>, inputTypes: Record<string, OutputType> = {}) =>
  hubspotEvent({ ...invocation, inputs }, { ...declaration, inputTypes }, 5);

describe("HubSpot's event", () => {
  it.each<[unknown, OutputType | undefined, string | undefined]>([
    ['text', undefined, 'text'],
    ['', undefined, ''],
    [1.5, undefined, '1.5'],
    [true, undefined, 'true'],
    [['a', 'b', 3], undefined, 'a;b;3'],
    [[], undefined, ''],
    [{ a: [1] }, undefined, '{"a":[1]}'],
    [[{ a: 1 }], undefined, '[{"a":1}]'],
    [null, undefined, undefined],
    [undefined, undefined, undefined],
    ['2026-03-01', undefined, '2026-03-01'],
    ['2026-03-01', 'date', '1772323200000'],
    ['2026-03-01T10:00:00+01:00', 'datetime', '1772355600000'],
    [1_772_323_200_000, 'datetime', '1772323200000'],
    ['not a date', 'date', 'not a date'],
  ])('gives the input %p of type %s as %p', (value, type, text) => {
    const { inputFields } = eventOf({ a: value }, type === undefined ? {} : { a: type });
    expect(inputFields).toEqual(text === undefined ? {} : { a: text });
  });

  it.each([
    ['contact', 'CONTACT'],
    ['lineItem', 'LINE_ITEM'],
    ['2-1234567', '2-1234567'],
    ['p_car', 'P_CAR'],
  ])('spells the object type %s as %s', (objectType, spelled) => {
    const { object } = hubspotEvent({ ...invocation, object: { objectType, objectId: '1' } }, declaration, 0);
    expect(object.objectType).toBe(spelled);
  });

  it.each([
    ['1001', 1001],
    ['007', '007'],
    ['90071992547409931', '90071992547409931'],
    ['a-b', 'a-b'],
  ])('gives the id %s as %p', (objectId, given) => {
    const { object } = hubspotEvent(
      { ...invocation, object: { objectType: 'contact', objectId } },
      declaration,
      0,
    );
    expect(object.objectId).toBe(given);
  });

  it('has all that HubSpot documents, and the alias that code relies on', () => {
    const event = eventOf({ email: 'ana@example.com' });

    expect(event).toEqual({
      origin: { portalId: 5 },
      context: { source: 'WORKFLOWS', workflowId: 'rotate-leads' },
      object: { objectType: 'CONTACT', objectId: 1001 },
      inputFields: { email: 'ana@example.com' },
      fields: { email: 'ana@example.com' },
      callbackId: 'callback-1',
    });
    expect(event.fields).toBe(event.inputFields);
  });

  it('has properties of the record, as text, where the caller gives them', () => {
    const properties = { email: 'ana@example.com', score: 7, gone: null };
    const object = { objectType: 'contact', objectId: '1', properties };

    expect(hubspotEvent({ ...invocation, object }, declaration, 0).object.properties).toEqual({
      email: 'ana@example.com',
      score: '7',
    });
  });

  it('tells once where code asks for properties that the caller does not give, and seems to have none', () => {
    const told = jest.fn();
    const { object } = hubspotEvent(invocation, declaration, 5, told);

    expect([Object.keys(object), JSON.stringify(object), inspect(object), { ...object }]).toEqual([
      ['objectType', 'objectId'],
      '{"objectType":"CONTACT","objectId":1001}',
      "{ objectType: 'CONTACT', objectId: 1001 }",
      { objectType: 'CONTACT', objectId: 1001 },
    ]);
    expect(told).not.toHaveBeenCalled();
    expect([object.properties, object.properties]).toEqual([undefined, undefined]);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('lets code give the object properties of its own', () => {
    const told = jest.fn();
    const { object } = hubspotEvent(invocation, declaration, 5, told);
    object.properties = { a: '1' };
    expect(JSON.parse(JSON.stringify(object)).properties).toEqual({ a: '1' });
    expect(told).not.toHaveBeenCalled();
  });

  it("has what a bot's event has beside the rest, which it cannot replace", () => {
    const bot = { userMessage: { message: 'hi' }, origin: 'mine' };

    expect(hubspotEvent({ ...invocation, bot }, declaration, 5)).toMatchObject({
      userMessage: { message: 'hi' },
      origin: { portalId: 5 },
    });
  });
});
