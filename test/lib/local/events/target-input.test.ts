import type { EventEnvelope } from '../../../../lib/local/events/event-envelope';
import { targetInput } from '../../../../lib/local/events/target-input';

// The event and the expected outputs are those of "Amazon EventBridge input transformation", *Input transform examples*.

const event: EventEnvelope = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '123456789012',
  time: '2015-11-11T21:29:54Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
  detail: {
    'instance-id': 'i-0123456789',
    state: 'RUNNING',
    tags: [{ k: 'a' }, { k: 'b' }],
    note: 'say "hi"\n',
  },
};
const rule = { ruleArn: 'arn:rule', ruleName: 'rule', ingestionTime: '2015-11-11T21:29:55.000Z' };

function transformed(inputTemplate: string, inputPathsMap: Record<string, string> = {}): string {
  return targetInput({ inputTransformer: { inputPathsMap, inputTemplate } }, event, rule);
}

describe('a target receives', () => {
  it('the event as it is', () => {
    expect(JSON.parse(targetInput({}, event, rule))).toEqual(event);
  });

  it('a fixed text', () => {
    expect(targetInput({ input: '{"a":1}' }, event, rule)).toBe('{"a":1}');
  });

  it.each([
    ['$.detail', event.detail],
    ['$.detail.state', 'RUNNING'],
    ['$.resources[0]', event.resources[0]],
    ['$.detail.tags[*].k', ['a', 'b']],
    ["$['detail']['instance-id']", 'i-0123456789'],
    ['$', event],
  ])('the part that %s names', (inputPath, expected) => {
    expect(JSON.parse(targetInput({ inputPath }, event, rule))).toEqual(expected);
  });
});

describe('an input transformer', () => {
  const paths = {
    instance: '$.detail.instance-id',
    state: '$.detail.state',
    note: '$.detail.note',
    none: '$.detail.none',
  };

  it.each([
    ['a text', '"instance <instance> is in <state>"', 'instance i-0123456789 is in RUNNING'],
    [
      'an object of values',
      '{"instance" : <instance>, "state": <state>}',
      { instance: 'i-0123456789', state: 'RUNNING' },
    ],
    [
      'an object with a text in it',
      '{"message": "instance <instance> is in <state>"}',
      { message: 'instance i-0123456789 is in RUNNING' },
    ],
    ['escaped quotes', '"it is \\"<state>\\""', 'it is "RUNNING"'],
    ['a value that needs escapes', '{"note": "<note>!"}', { note: 'say "hi"\n!' }],
    ['a missing value in a text', '"<none>."', '.'],
    ['a missing value', '{"none": <none>}', { none: null }],
    [
      'the rule',
      '{"rule": <aws.events.rule-name>, "arn": <aws.events.rule-arn>}',
      { rule: 'rule', arn: 'arn:rule' },
    ],
    ['the time of arrival', '{"at": <aws.events.event.ingestion-time>}', { at: rule.ingestionTime }],
    ['the whole event', '{"event": <aws.events.event.json>}', { event }],
  ])('fills in %s', (_, template, expected) => {
    expect(JSON.parse(transformed(template, paths))).toEqual(expected);
  });

  it('gives the event without its detail under aws.events.event', () => {
    const { detail: _, ...rest } = event;
    expect(JSON.parse(transformed('{"event": <aws.events.event>}'))).toEqual({ event: rest });
  });
});
