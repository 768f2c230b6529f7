import { machinePrefix, tableName } from '../../../lambdas/run-status/stage-settings';

describe("a function's settings", () => {
  it('follow from its stage', () => {
    expect(tableName({ CODED_ACTIONS_STAGE: 'dev' })).toBe('coded-actions-dev-records');
    expect(machinePrefix({ CODED_ACTIONS_STAGE: 'dev' })).toBe('coded-actions-dev-');
  });

  it('can be given by name', () => {
    expect(tableName({ CODED_ACTIONS_TABLE: 'records' })).toBe('records');
    expect(machinePrefix({ CODED_ACTIONS_MACHINE_PREFIX: 'mine-' })).toBe('mine-');
  });

  it('are missed by name', () => {
    expect(() => tableName({})).toThrow('CODED_ACTIONS_STAGE');
  });
});
