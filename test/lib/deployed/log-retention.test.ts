import { decideLogGroup } from '../../../lib/deployed/log-retention';
import { day, now } from './fake-stage';

describe('decideLogGroup', () => {
  it.each([
    ['that nothing was written to', 90, undefined, 'delete', 'nothing was ever written to it'],
    ['whose logs never expire', undefined, now - 900 * day, 'keep', 'its logs never expire'],
    ['whose logs are kept still', 90, now - 89 * day, 'keep', 'its logs are kept until 2026-11-25'],
    ['whose logs have expired', 90, now - 91 * day, 'delete', 'its last logs expired on 2026-11-23'],
  ] as const)('judges one %s', (_case, retentionDays, lastWrittenAt, verdict, why) => {
    expect(decideLogGroup({ name: 'logs', tags: {}, retentionDays, lastWrittenAt }, now)).toEqual({
      verdict,
      why,
    });
  });
});
