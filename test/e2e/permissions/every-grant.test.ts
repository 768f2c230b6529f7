import { openExamples } from '../../lib/local/examples/example-account';
import { type ExampleAssembly, synthesizeExamples } from '../../lib/local/examples/example-assembly';
import { runAllExamples } from '../../lib/local/examples/run-all-examples';
import { type WrittenGrant, withoutGrants, writtenGrants } from '../../lib/local/examples/without-grant';

// A grant that is deleted from a role by hand must be missed, by its name: in the local runtime, before AWS does.

let assembly: ExampleAssembly;

beforeAll(async () => {
  assembly = await synthesizeExamples();
});
afterAll(() => assembly.remove());

/** What AWS does in a role beside a machine's tasks and a function's calls is asked for all at once. */
function isAskedAtOnce({ action }: WrittenGrant): boolean {
  return action.startsWith('logs:') || action.startsWith('xray:');
}

/** Grants that are deleted together: one, or all of a kind that are asked at once. */
function walk(): [name: string, grants: WrittenGrant[]][] {
  const groups = new Map<string, WrittenGrant[]>();
  for (const grant of writtenGrants(assembly.directory)) {
    const { file, logicalId, statement, action, resource } = grant;
    const role = `${file.replace('.template.json', '')} ${logicalId}`;
    const what = isAskedAtOnce(grant) ? `statement ${statement + 1}` : action;
    const name = [role, what, resource].filter((part) => part !== undefined).join(' ');
    groups.set(name, [...(groups.get(name) ?? []), grant]);
  }
  return [...groups];
}

it('every grant of every role is missed when it is deleted, by its name', async () => {
  const notMissed: string[] = [];
  const groups = walk();
  for (const [index, [name, grants]] of groups.entries()) {
    const account = await openExamples(withoutGrants(assembly.directory, grants, String(index)));
    await Promise.race([runAllExamples(account), allDenied(grants, account)]);
    const denied = account.runtime.authorizer.denials.map(({ action }) => action);
    if (!grants.every(({ action }) => denied.includes(action))) notMissed.push(`${name}; denied: ${denied}`);
    await account.close();
  }
  expect(groups.length).toBeGreaterThan(40);
  expect(notMissed).toEqual([]);
}, 600_000);

/** Resolves when all of it has been denied: what comes after is of no interest, and may take long. */
async function allDenied(
  grants: readonly WrittenGrant[],
  { runtime }: Awaited<ReturnType<typeof openExamples>>,
): Promise<void> {
  for (;;) {
    const denied = new Set(runtime.authorizer.denials.map(({ action }) => action));
    if (grants.every(({ action }) => denied.has(action))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
