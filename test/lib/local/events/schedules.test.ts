import type { LocalRule } from '../../../../lib/local/assembly/local-resources';
import { runSchedules } from '../../../../lib/local/events/schedules';
import { VirtualClock } from '../../../../lib/local/states';

function ruleOf(scheduleExpression: string, enabled = true): LocalRule {
  const names = { stack: 'test', logicalId: 'Rule', name: 'rule', arn: 'arn:rule', busName: 'default' };
  return { ...names, enabled, scheduleExpression, targets: [] };
}

/** Fires until as many events as wanted have come. */
async function fire(rules: LocalRule[], wanted: number) {
  const clock = new VirtualClock(Date.parse('2026-11-24T04:00:00Z'));
  const closing = new AbortController();
  const events: unknown[] = [];
  await new Promise<void>((resolve) => {
    runSchedules({
      account: '000000000000',
      region: 'us-east-1',
      rules,
      clock,
      signal: closing.signal,
      send: (_, event) => {
        events.push(event);
        if (events.length < wanted) return;
        closing.abort();
        resolve();
      },
    });
  });
  return events;
}

describe('a rule with a schedule', () => {
  it('fires at its times with the event of AWS', async () => {
    // "Scheduled Event" in "Creating a rule that runs on a schedule in EventBridge".
    expect(await fire([ruleOf('cron(0 3 * * ? *)')], 2)).toEqual(
      ['2026-11-25T03:00:00Z', '2026-11-26T03:00:00Z'].map((time) => ({
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: '000000000000',
        time,
        region: 'us-east-1',
        resources: ['arn:rule'],
        detail: {},
      })),
    );
  });

  it('does not fire when it is disabled', async () => {
    const events = await fire([ruleOf('rate(1 minute)', false), ruleOf('rate(1 hour)')], 1);
    expect(events).toMatchObject([{ time: '2026-11-24T05:00:00Z' }]);
  });
});
