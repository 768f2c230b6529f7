import { openRules } from '../../../../lib/deployed/aws/rules';
import { fakeTransport } from './fake-transport';

describe('EventBridge', () => {
  it('disables and enables a rule on its bus', async () => {
    const { settings, requests } = fakeTransport(() => ({}));
    const rules = await openRules(settings);

    await rules.disable({ name: 'rule', bus: 'bus' });
    await rules.enable({ name: 'rule', bus: 'bus' });

    expect(requests.map(({ operation, body }) => [operation, body])).toEqual([
      ['DisableRule', { Name: 'rule', EventBusName: 'bus' }],
      ['EnableRule', { Name: 'rule', EventBusName: 'bus' }],
    ]);
  });

  it('takes a rule that is gone for disabled', async () => {
    const { settings, requests } = fakeTransport(() => ({
      status: 400,
      error: 'ResourceNotFoundException',
    }));

    await (await openRules(settings)).disable({ name: 'rule', bus: 'bus' });

    expect(requests).toHaveLength(1);
  });
});
