import type { BehaviorCase } from './behavior-cases';
import { runAction } from './run-action';
import { startTestServer } from './test-server';

/** Runs a case, cold and then warm, and holds it to what it must come to. */
export async function checkBehavior(behavior: BehaviorCase): Promise<void> {
  const {
    name: _name,
    onlyInMainThread: _only,
    outcome,
    requests,
    logged,
    notLogged,
    withinMs,
    environment,
    ...action
  } = behavior;
  const outcomes = 'length' in outcome ? outcome : [outcome, outcome];
  const server = await startTestServer();
  server.secrets['coded-actions/dev/TOKEN'] = ['a-secret-token'];
  try {
    const runs = await runAction({
      ...action,
      environment: { SERVER: server.url, AWS_ENDPOINT_URL: server.url, ...environment },
      invocations: outcomes.map(() => ({ invocation: { inputs: { email: 'ana@example.com' } } })),
    });

    expect(
      runs.answers.map(({ result, error }) => result ?? { name: error?.name, message: error?.message }),
    ).toEqual(
      outcomes.map((expected) =>
        'outputs' in expected
          ? { outputs: expected.outputs }
          : { name: `CodedActions.${expected.failure}`, message: expect.stringMatching(expected.message) },
      ),
    );
    expect(server.requests).toMatchObject(requests ?? {});
    if (logged) expect(runs.text).toMatch(logged);
    if (notLogged) expect(runs.text).not.toMatch(notLogged);
    if (withinMs) expect(Math.max(...runs.answers.map(({ ms }) => ms))).toBeLessThan(withinMs);
    expect(runs.exitCode).toBe(0);
  } finally {
    await server.close();
  }
}
