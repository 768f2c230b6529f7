import { checkWarmReuse } from '../../lambdas/action/check-warm-reuse';
import { useRuntime } from '../../lambdas/action/run-action';
import { lambda } from './lambda-runtime';

it("serves ten thousand invocations in one process under AWS's own client, and none sees another", async () => {
  useRuntime(lambda);
  await checkWarmReuse(10_000);
}, 600_000);
