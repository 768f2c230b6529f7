import { checkWarmReuse } from './check-warm-reuse';

it('serves a thousand invocations in one process, good and bad, and none sees another', async () => {
  await checkWarmReuse(1_000);
}, 60_000);
