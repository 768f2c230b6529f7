import { openStacks } from '../../../../lib/deployed/aws/stacks';
import { fakeTransport, type WireRequest } from './fake-transport';

/** CloudFormation speaks XML. */
const xml = (operation: string, result: string) =>
  `<${operation}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${operation}Result>${result}</${operation}Result></${operation}Response>`;
const error = (code: string, message: string) =>
  `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
const stack = (name: string, rest = '') =>
  `<member><StackName>${name}</StackName><StackId>id-${name}</StackId><StackStatus>UPDATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime>${rest}</member>`;
const next = '<NextToken>next</NextToken>';

async function stacksOf(answer: (request: WireRequest) => string) {
  const { settings, requests } = fakeTransport((request) => {
    const result = answer(request);
    return result.startsWith('<ErrorResponse') ? result : xml(request.operation ?? '', result);
  });
  return { stacks: await openStacks(settings), requests };
}

describe('CloudFormation', () => {
  it('lists the stacks of all pages whose names begin so, without nested ones', async () => {
    const changed =
      '<LastUpdatedTime>2026-02-01T00:00:00Z</LastUpdatedTime><EnableTerminationProtection>true</EnableTerminationProtection>';
    const { stacks } = await stacksOf(({ body }) =>
      body.NextToken === undefined
        ? `<Stacks>${stack('dev-a')}${stack('prod-a')}</Stacks>${next}`
        : `<Stacks>${stack('dev-b', changed)}${stack('dev-c', '<ParentId>p</ParentId>')}</Stacks>`,
    );

    expect(await stacks.list('dev-')).toEqual([
      {
        id: 'id-dev-a',
        name: 'dev-a',
        status: 'UPDATE_COMPLETE',
        terminationProtected: false,
        changedAt: Date.parse('2026-01-01T00:00:00Z'),
      },
      {
        id: 'id-dev-b',
        name: 'dev-b',
        status: 'UPDATE_COMPLETE',
        terminationProtected: true,
        changedAt: Date.parse('2026-02-01T00:00:00Z'),
      },
    ]);
  });

  it('lists the resources of all pages, without those that are gone or were let go', async () => {
    const resource = (id: string, status: string) =>
      `<member><ResourceType>AWS::IAM::Role</ResourceType><PhysicalResourceId>${id}</PhysicalResourceId><ResourceStatus>${status}</ResourceStatus></member>`;
    const pages = [
      `${resource('a', 'CREATE_COMPLETE')}${resource('b', 'DELETE_SKIPPED')}${resource('', 'CREATE_FAILED')}`,
      `${resource('c', 'DELETE_FAILED')}${resource('d', 'DELETE_COMPLETE')}`,
    ];
    const { stacks } = await stacksOf(({ body }) =>
      body.NextToken === undefined
        ? `<StackResourceSummaries>${pages[0]}</StackResourceSummaries>${next}`
        : `<StackResourceSummaries>${pages[1]}</StackResourceSummaries>`,
    );

    expect(await stacks.resources('dev-a')).toEqual([
      { stack: 'dev-a', type: 'AWS::IAM::Role', physicalId: 'a' },
      { stack: 'dev-a', type: 'AWS::IAM::Role', physicalId: 'c' },
    ]);
  });

  it('knows a stack that is not there from other errors', async () => {
    const missing = await stacksOf(() => error('ValidationError', 'Stack with id dev-a does not exist'));
    const wrong = await stacksOf(() => error('ValidationError', '1 validation error detected'));

    expect(await missing.stacks.describe('dev-a')).toBeUndefined();
    await expect(wrong.stacks.describe('dev-a')).rejects.toThrow('1 validation error detected');
  });

  it('reads when the last event was, and why things could not be deleted', async () => {
    const event = (id: string, status: string, reason: string) =>
      `<member><LogicalResourceId>${id}</LogicalResourceId><ResourceStatus>${status}</ResourceStatus><ResourceStatusReason>${reason}</ResourceStatusReason><Timestamp>2026-11-24T12:00:00Z</Timestamp></member>`;
    const events = `${event('A', 'DELETE_FAILED', 'in use')}${event('B', 'DELETE_COMPLETE', '')}`;
    const { stacks } = await stacksOf(() => `<StackEvents>${events}</StackEvents>`);

    expect(await stacks.lastEventAt('dev-a')).toBe(Date.parse('2026-11-24T12:00:00Z'));
    expect(await stacks.failures('dev-a')).toEqual(['A: in use']);
  });

  it('goes on slower when AWS says that it asks too much', async () => {
    let asked = 0;
    const { stacks } = await stacksOf(() =>
      ++asked < 3 ? error('Throttling', 'Rate exceeded') : '<Stacks/>',
    );

    expect(await stacks.list('dev-')).toEqual([]);
    expect(asked).toBe(3);
  });
});
