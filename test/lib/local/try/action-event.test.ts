import { actionEventInput, invocationOf } from '../../../../lib/local/try/action-event';

const now = '2026-03-01T00:00:00.000Z';
const execution = 'arn:aws:states:us-east-1:000000000000:execution:try:1';

function tried(event: object) {
  return invocationOf(actionEventInput.parse(event), now, execution);
}

describe('invocationOf', () => {
  // The shape in "Custom code actions", HubSpot developers' documentation.
  it("takes HubSpot's documented event", () => {
    const event = {
      origin: { portalId: 1, actionDefinitionId: 2 },
      object: { objectType: 'CONTACT', objectId: 4 },
      inputFields: { email: 'ana@example.com' },
      callbackId: 'ap-123-456-7-8',
    };

    expect(tried(event)).toMatchObject({
      invocation: {
        callbackId: 'ap-123-456-7-8',
        object: { objectType: 'CONTACT', objectId: '4' },
        inputs: { email: 'ana@example.com' },
        execution,
        attempt: { now, since: now },
      },
      portalId: '1',
      workflowId: 'try',
      ignored: [],
    });
  });

  it('takes `fields` for inputs, and `inputFields` before them', () => {
    const { invocation } = tried({ fields: { a: '1', b: '2' }, inputFields: { b: '3' } });

    expect(invocation.inputs).toEqual({ a: '1', b: '3' });
  });

  it.each([
    ['nothing', {}],
    ['nulls', { origin: null, object: null, inputFields: null, callbackId: null, context: null }],
  ])('makes up what an event with %s leaves out', (_what, event) => {
    const { invocation, portalId } = tried(event);

    expect(invocation).toMatchObject({ object: { objectType: 'CONTACT', objectId: '1' }, inputs: {} });
    expect(invocation.callbackId).not.toBe('');
    expect(portalId).toBe('0');
  });

  it('takes ids as texts too, and the workflow from the context', () => {
    const event = { origin: { portalId: '62515' }, object: { objectId: 'a1' }, context: { workflowId: 7 } };

    expect(tried(event)).toMatchObject({
      portalId: '62515',
      workflowId: '7',
      invocation: { object: { objectId: 'a1' } },
    });
  });

  it("gives a bot's action all of its event, and names what another is not given", () => {
    const bot = { userMessage: { message: 'hi' }, session: {}, customPayload: 'x' };

    expect(tried(bot)).toMatchObject({ invocation: { bot }, ignored: [] });
    expect(tried({ customPayload: 'x' })).toMatchObject({ ignored: ['customPayload'] });
    expect(tried({ customPayload: 'x' }).invocation).not.toHaveProperty('bot');
  });

  it("gives the record's properties where the event has them", () => {
    const object = { objectType: 'CONTACT', objectId: 1, properties: { email: 'ana@example.com' } };

    expect(tried({ object }).invocation.object).toEqual({ ...object, objectId: '1' });
  });
});
