import { type Deletion, deleteInOrder } from '../../../lib/deployed/delete-in-order';
import { ServiceRefusedError } from '../../../lib/deployed/service-refused-error';
import type { Resource, Verdict } from '../../../lib/deployed/verdict';
import { FakeStage, functionArn, policyArn } from './fake-stage';

const verdict = (
  kind: Resource['kind'],
  id: string,
  workflow = 'leads',
  rest: Partial<Verdict> = {},
): Verdict => ({
  resource: { kind, id, workflow },
  verdict: 'delete',
  why: 'nobody needs it',
  held: false,
  ...rest,
});

const everything = [
  verdict('logGroup', 'logs'),
  verdict('policy', policyArn('more')),
  verdict('role', 'machine'),
  verdict('function', 'ask'),
  verdict('version', `${functionArn('tell')}:12`),
];

describe('deleteInOrder', () => {
  it('deletes versions, functions, roles, policies and log groups, in this order, and tells of each', async () => {
    const stage = new FakeStage();
    const told: Deletion[] = [];

    const deletions = await deleteInOrder(everything, stage.services, (deletion) => told.push(deletion));

    expect(stage.calls).toEqual([
      'version tell:12',
      'function ask',
      'role machine',
      'policy more',
      'logGroup logs',
    ]);
    expect(deletions.every(({ outcome }) => outcome === 'deleted')).toBe(true);
    expect(told).toEqual(deletions);
  });

  it('leaves alone what is to stay', async () => {
    const stage = new FakeStage();

    await deleteInOrder([verdict('role', 'machine', 'leads', { verdict: 'keep' })], stage.services, () => {});

    expect(stage.calls).toEqual([]);
  });

  it('skips what comes later of a workflow where something failed, and goes on with others', async () => {
    const stage = new FakeStage();
    stage.failures.set('function ask', new ServiceRefusedError('Lambda DeleteFunction', new Error('in use')));

    const deletions = await deleteInOrder(
      [...everything, verdict('role', 'other-machine', 'offers'), verdict('function', 'answer')],
      stage.services,
      () => {},
    );

    expect(stage.calls.sort()).toEqual(['function answer', 'role other-machine', 'version tell:12']);
    expect(
      deletions
        .filter(({ outcome }) => outcome !== 'deleted')
        .map(({ resource, outcome }) => [resource.id, outcome]),
    ).toEqual([
      ['ask', 'failed'],
      ['machine', 'skipped'],
      [policyArn('more'), 'skipped'],
      ['logs', 'skipped'],
    ]);
    expect(deletions.find(({ outcome }) => outcome === 'failed')?.problem).toContain(
      'Lambda DeleteFunction failed: Error: in use',
    );
  });

  it('throws what is a fault of ours', async () => {
    const stage = new FakeStage();
    stage.failures.set('function ask', new TypeError('a fault'));

    await expect(deleteInOrder(everything, stage.services, () => {})).rejects.toThrow('a fault');
  });
});
