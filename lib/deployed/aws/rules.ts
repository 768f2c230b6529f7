import type { RulesService } from '../services';
import { answered, unlessMissing } from './answered';
import { type ClientSettings, patient } from './client-settings';

const missing = ['ResourceNotFoundException'];

/** EventBridge through the SDK, which is loaded only here. */
export async function openRules(settings: ClientSettings): Promise<RulesService> {
  const sdk = await import('@aws-sdk/client-eventbridge');
  const client = new sdk.EventBridgeClient({ ...patient, ...settings });
  return {
    disable: async ({ name, bus }) => {
      const call = client.send(new sdk.DisableRuleCommand({ Name: name, EventBusName: bus }));
      await unlessMissing(answered('EventBridge DisableRule', call), missing, undefined);
    },
    enable: async ({ name, bus }) => {
      const call = client.send(new sdk.EnableRuleCommand({ Name: name, EventBusName: bus }));
      await unlessMissing(answered('EventBridge EnableRule', call), missing, undefined);
    },
  };
}
